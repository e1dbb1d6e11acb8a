import Testing

@Suite struct TemplatesTests {
    @Test func `no path is typed in a template`() {
        for template in Tree.templates {
            let typed = template.text.matches(of: /(?:href|action|src|formaction)="\s*(?:\/|https?:)[^"]*"/).map { String($0.output) }
            #expect(typed == [], "\(template.name)")
        }
    }

    /// The product's name is the same in every language.
    @Test func `no word is typed in a template`() {
        for template in Tree.templates {
            let text = template.text.replacing(/\{\{[^}]*\}\}/, with: "").replacing(/<[^>]*>/, with: " ").replacing(/&[a-z]+;/, with: "")
                .replacing("Chatelaine", with: "")
            #expect(text.matches(of: /\p{L}{2,}/).map { String($0.output) } == [], "\(template.name)")
            let said = template.text.matches(of: /(?:aria-label|title|alt|placeholder|content)="([^"{]*\p{L}[^"{]*)"/).map { String($0.output.1) }
            #expect(Set(said).subtracting(Self.forBrowsers) == [], "\(template.name)")
        }
    }

    /// What `<meta>` tells the browser.
    private static let forBrowsers: Set = ["width=device-width, initial-scale=1", "light dark", "same-origin"]

    @Test func `every form that posts proves where it came from`() {
        for template in Tree.templates {
            let forms = template.text.matches(of: /<form[^>]*method="post"/).count
            let proofs = template.text.matches(of: /\{\{>\s*parts\/csrf\s*\}\}/).count
            #expect(forms == proofs, "\(template.name)")
        }
    }

    /// A strict Content-Security-Policy allows neither (issue A §10).
    @Test func `no template holds a script or a style`() {
        for template in Tree.templates where template.text.contains(/<style|<script(?![^>]*\ssrc=)|\son[a-z]+="|\sstyle="|\{\{\{/) {
            Issue.record("\(template.name) holds inline code, or text that is not escaped")
        }
    }

    @Test func `every part that a template includes is there`() {
        let names = Set(Tree.templates.map(\.name))
        for template in Tree.templates {
            let parts = template.text.matches(of: /\{\{[>|<]\s*([A-Za-z\/\-]+)\s*\}\}/).map { String($0.output.1) }
            #expect(Set(parts).subtracting(names) == [], "\(template.name)")
        }
    }
}
