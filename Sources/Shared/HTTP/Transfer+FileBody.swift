import CCurl
import SystemPackage

// Bodies that come from files.
extension Transfer {
  func configure(_ body: FileBody) {
    require(ccurl_set_long(easy, CURLOPT_UPLOAD, 1))
    require(ccurl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, Int(body.count)))
    if plan.method != "PUT" { require(ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, plan.method)) }
    let context = Unmanaged.passUnretained(self).toOpaque()
    require(
      ccurl_set_read_callback(
        easy,
        { bytes, size, count, context in
          guard let context else { return Int(CURL_READFUNC_ABORT) }
          let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
          return transfer.sendBody(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        }, context))
    // A connection that turned out to be closed already is replaced by another, and the body begins anew.
    require(
      ccurl_set_seek_callback(
        easy,
        { context, offset, origin in
          guard let context, origin == SEEK_SET else { return CURL_SEEKFUNC_FAIL }
          Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().sentBytes = Int64(offset)
          return CURL_SEEKFUNC_OK
        }, context))
    plan.progress?.begin(total: body.count)
  }

  private func sendBody(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let body = plan.fileBody else { return 0 }
    do {
      let count = try body.read(at: sentBytes, into: buffer)
      sentBytes += Int64(count)
      plan.progress?.reached(sentBytes)
      return count
    } catch {
      fail(.cannotRead(error))
      return Int(CURL_READFUNC_ABORT)
    }
  }
}
