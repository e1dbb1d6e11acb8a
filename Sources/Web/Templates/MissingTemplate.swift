package struct MissingTemplate: Error { package let name: String }
