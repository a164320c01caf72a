public import SystemPackage

/// Reading the small files of an unpacked model: bounded, and without following what is not a regular file.
public enum ModelFile {
  /// The file's bytes.
  /// - Parameters:
  ///   - name: the path below `directory`, which the error names.
  ///   - maximumBytes: a larger file is refused before it is read.
  /// - Throws: `ModelFormatError.unreadable` when it is not there or no file, `.malformed` when it is larger than allowed, and
  ///   `.inaccessible` for what may be no fault of its own.
  public static func read(_ name: String, of directory: FilePath, maximumBytes: Int) throws(ModelFormatError) -> [UInt8] {
    do {
      let descriptor = try FileDescriptor.open(directory.appending(name), .readOnly, options: [.closeOnExec, .nonBlocking])
      return try descriptor.closeAfter {
        let status = try Stat(descriptor)
        guard status.type == .regular else { throw ModelFormatError.unreadable(file: name, reason: "it is no file") }
        let size = Int(status.size)
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
      throw isAbsence(error) ? .unreadable(file: name, reason: error.description) : .inaccessible(file: name, reason: error)
    } catch {
      throw .unreadable(file: name, reason: "it cannot be opened")
    }
  }

  /// Whether an error says that there is nothing at a path, or could not be. Any other is the machine's, and may pass.
  public static func isAbsence(_ error: Errno) -> Bool {
    error == .noSuchFileOrDirectory || error == .notDirectory || error == .fileNameTooLong
  }
}
