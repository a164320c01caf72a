public import SystemPackage

/// Reading the small files of an unpacked model: bounded, and without following what is not a regular file.
public enum ModelFile {
  /// The file's bytes.
  /// - Parameters:
  ///   - name: the path below `directory`, which the error names.
  ///   - maximumBytes: a larger file is refused before it is read.
  /// - Throws: `ModelFormatError.unreadable`, or `.malformed` when it is larger than allowed.
  public static func read(_ name: String, of directory: FilePath, maximumBytes: Int) throws(ModelFormatError) -> [UInt8] {
    do {
      let descriptor = try FileDescriptor.open(directory.appending(name), .readOnly, options: [.closeOnExec, .nonBlocking])
      return try descriptor.closeAfter {
        let size = try Int(descriptor.seek(offset: 0, from: .end))
        guard size <= maximumBytes else {
          throw ModelFormatError.malformed(file: name, reason: "it has \(size) bytes, more than \(maximumBytes)")
        }
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
          while count < size {
            let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
            let read = try descriptor.read(fromAbsoluteOffset: Int64(count), into: rest)
            if read == 0 { break }
            count += read
          }
        }
      }
    } catch let error as ModelFormatError {
      throw error
    } catch let error as Errno {
      throw .unreadable(file: name, reason: error.description)
    } catch {
      throw .unreadable(file: name, reason: "it cannot be opened")
    }
  }
}
