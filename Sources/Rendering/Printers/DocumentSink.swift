public import Printing

/// Where documents go, piece by piece.
public protocol DocumentSink {
    /// Why a piece could not be written.
    associatedtype Failure: Error

    /// Writes a piece of a JSON document.
    func write(_ json: [UInt8]) throws(Failure)

    /// Writes a piece of a document for people.
    func write(_ text: SafeText) throws(Failure)
}
