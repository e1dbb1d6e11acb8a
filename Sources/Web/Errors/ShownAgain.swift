/// The form of a page that only changes its language: nothing was typed into it, and nothing is done.
package struct ShownAgain: Error, Sendable { package init() {} }
