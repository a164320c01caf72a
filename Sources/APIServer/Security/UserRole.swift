import JSON

/// What the owner of a JSON web token may do, from its claim `user`.
enum UserRole {
  /// Everything.
  case admin
  /// What concerns the conversation of that name.
  case user(ConversationID)
  case none

  init(_ claims: JSONObject) {
    let user = claims["user"]
    switch user?["role"]?.string {
    case "admin": self = .admin
    case "user": self = (user?["username"]?.string).map { .user(ConversationID($0)) } ?? .none
    default: self = .none
    }
  }

  /// - Parameter conversation: what a request is about; `nil` when it is about none, or about all.
  func reaches(_ conversation: ConversationID?) -> Bool {
    switch self {
    case .admin: true
    case .user(let own): own == conversation
    case .none: false
    }
  }
}
