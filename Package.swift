// swift-tools-version:6.1
import PackageDescription

// Imports say what they lend, existentials say so, and members come only from modules a file imports.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// What pages, decisions and acts spend their time in is optimised in debug builds too: the tests and the demo run about twice as fast by it (docs/decisions/0037).
let fast = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "chatelaine",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "chatelaine", targets: ["Command"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", "4.5.0"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "Rules", swiftSettings: fast),
        .target(name: "DecisionIndex", dependencies: ["Rules"], swiftSettings: fast),
        .target(
            name: "Standards",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ], swiftSettings: fast),
        .target(
            name: "Storage",
            dependencies: [
                "CPostgreSQL", "CSQLite", "Standards",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: fast),
        .target(
            name: "Web",
            dependencies: [
                "Rules", "Standards",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Yams", package: "Yams"),
            ], swiftSettings: fast),
        .target(
            name: "Server",
            dependencies: [
                "CArgon2", "CCurl", "CMalloc", "DecisionIndex", "Rules", "Standards", "Storage", "Web",
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "Yams", package: "Yams"),
            ], resources: [.copy("Templates"), .copy("Texts"), .copy("Assets")], swiftSettings: strict),
        .target(name: "Sample", dependencies: ["Rules"], swiftSettings: strict),
        .executableTarget(
            name: "Command",
            dependencies: [
                "Rules", "Sample", "Server", "Standards", "Storage", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "Bare",
            dependencies: [.product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log")],
            path: "Benchmarks/Bare", swiftSettings: strict),
        .executableTarget(
            name: "Questions", dependencies: ["Rules", "Server", "Storage", "Web"], path: "Benchmarks/Questions", swiftSettings: strict),
        .executableTarget(
            name: "ActsBenchmark",
            dependencies: [
                "CPostgreSQL", "Rules", "Sample", "Server", "Storage", "Web",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ], path: "Benchmarks/acts", swiftSettings: strict),
        .target(name: "TestSupport", dependencies: ["CPostgreSQL", "CSQLite", "Storage"], path: "Tests/Support", swiftSettings: strict),
        .testTarget(name: "RulesTests", dependencies: ["Rules", "Sample", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "DecisionIndexTests", dependencies: ["DecisionIndex", "Rules", "Sample", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "HouseTests",
            dependencies: ["Rules", "Sample", "Server", "Standards", "Storage", "Web", .product(name: "Yams", package: "Yams")], swiftSettings: strict
        ),
        .testTarget(
            name: "StandardsTests",
            dependencies: [
                "Standards",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "_CryptoExtras", package: "swift-crypto"),
            ], swiftSettings: strict),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Rules", "TestSupport", "Web",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ], swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Rules", "Sample", "Server", "Standards", "Storage", "TestSupport", "Web",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "X509", package: "swift-certificates"),
            ], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
