import AmparoCore

/// How a channel says what became of a page; may be called from any thread.
package typealias PageReporting = @Sendable (PageReport) -> Void
