internal import NIOCore

/// A body while it arrives: in blocks, so that it takes hardly more memory than it has bytes, however it comes.
struct ArrivingBody: ~Copyable {
  /// Each block is as large as what was there before it, within these bounds.
  private static let leastBlock = 4 << 10
  private static let mostBlock = 64 << 10

  private var blocks: [ByteBuffer] = []
  private var allocated = 0
  private var room = BodyRoom()
  private(set) var count = 0

  init() {}

  /// - Throws: `ErrorPage.busy` when there is no room for it now.
  mutating func append(_ part: ByteBuffer) throws(ErrorPage) {
    var part = part
    count += part.readableBytes
    guard let last = blocks.indices.last else {
      // Nearly every body comes in one part, which then is not copied.
      blocks.append(part)
      return
    }
    if last > 0, let piece = part.readSlice(length: min(part.readableBytes, blocks[last].writableBytes)) {
      blocks[last].writeImmutableBuffer(piece)
    }
    guard part.readableBytes > 0 else { return }
    let size = max(part.readableBytes, min(max(count, Self.leastBlock), Self.mostBlock))
    var block = ByteBufferAllocator().buffer(capacity: size)
    allocated += block.capacity
    try room.grow(to: allocated)
    block.writeBuffer(&part)
    blocks.append(block)
  }

  /// All of it, in one piece.
  var whole: ByteBuffer {
    guard blocks.count > 1 else { return blocks.first ?? ByteBuffer() }
    var whole = ByteBufferAllocator().buffer(capacity: count)
    for block in blocks { whole.writeImmutableBuffer(block) }
    return whole
  }
}
