import Shared
import Testing

@Suite("Which addresses requests may name")
struct OutboundAddressPolicyTests {
  private func permits(_ address: String, port: Int = 80, host: String = "host.example", _ policy: OutboundAddressPolicy) throws -> Bool {
    policy.permits(try #require(IPAddress(address)), port: port, for: host)
  }

  private func allowing(_ hosts: String...) throws -> OutboundAddressPolicy {
    OutboundAddressPolicy(allowed: try hosts.map { try #require(OutboundHost($0)) })
  }

  @Test(
    "link-local addresses, metadata services and what is no single machine are refused, however IPv6 wraps them",
    arguments: [
      "169.254.169.254", "169.254.0.1", "169.254.170.2", "fe80::1", "febf::1", "fd00:ec2::254", "fd20:ce::254", "100.100.100.200",
      "192.0.0.192", "168.63.129.16", "0.0.0.0", "0.1.2.3", "::", "224.0.0.1", "255.255.255.255", "ff02::1", "::ffff:169.254.169.254",
      "::169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "::ffff:0:0",
    ])
  func refused(address: String) throws {
    #expect(try !permits(address, OutboundAddressPolicy()))
    // A network that is as wide as everything does not mean these.
    #expect(try !permits(address, allowing("0.0.0.0/0", "::/0")))
  }

  @Test(
    "public and private addresses and those of this machine are allowed",
    arguments: [
      "93.184.216.34", "10.0.0.1", "192.168.1.1", "172.16.0.1", "127.0.0.1", "::1", "fd00::1", "2001:db8::1", "::ffff:10.0.0.1", "fec0::1",
    ])
  func permitted(address: String) throws {
    #expect(try permits(address, OutboundAddressPolicy()))
  }

  @Test func `with a list only its hosts and networks are allowed`() throws {
    let policy = try allowing("models.example", "*.intern.example", "10.1.0.0/16", "fd00::/8", "192.0.2.7")
    #expect(try permits("93.184.216.34", host: "models.example", policy))
    #expect(try permits("93.184.216.34", host: "Models.Example.", policy))
    #expect(try permits("93.184.216.34", host: "a.b.intern.example", policy))
    #expect(try !permits("93.184.216.34", host: "intern.example", policy))
    #expect(try !permits("93.184.216.34", host: "other.example", policy))
    #expect(try !permits("93.184.216.34", host: "models.example.evil.example", policy))
    #expect(try !permits("93.184.216.34", host: "xmodels.example", policy))
    #expect(try permits("10.1.255.255", host: "other.example", policy))
    #expect(try permits("::ffff:10.1.0.1", host: "other.example", policy))
    #expect(try !permits("10.2.0.0", host: "other.example", policy))
    #expect(try permits("fdff::1", host: "other.example", policy))
    #expect(try permits("192.0.2.7", host: "192.0.2.7", policy))
    #expect(try !permits("192.0.2.8", host: "192.0.2.8", policy))
    #expect(try !permits("127.0.0.1", host: "localhost", policy))
  }

  @Test func `a name on the list does not lead to metadata services, but their network may be listed`() throws {
    #expect(try !permits("169.254.169.254", host: "models.example", allowing("models.example")))
    #expect(try permits("169.254.169.254", allowing("169.254.169.254")))
    #expect(try permits("fe80::1", allowing("fe80::/64")))
    #expect(try !permits("fe80:0:0:1::1", allowing("fe80::/64")))
  }

  @Test func `names of metadata services are refused, unless they stand on the list`() throws {
    for name in ["metadata.google.internal", "METADATA.google.internal.", "metadata", "instance-data.ec2.internal"] {
      #expect(!OutboundAddressPolicy().permits(host: name))
      #expect(try !allowing("10.0.0.0/8").permits(host: name))
    }
    #expect(try allowing("metadata.google.internal").permits(host: "metadata.google.internal"))
    #expect(OutboundAddressPolicy().permits(host: "models.example"))
    #expect(try !allowing("models.example").permits(host: "other.example"))
    #expect(try allowing("models.example", "10.0.0.0/8").permits(host: "other.example"))
  }

  @Test func `where the server itself listens nothing is connected to`() throws {
    func policy(_ address: String) throws -> OutboundAddressPolicy {
      let machine = try #require(IPAddress("192.168.7.7"))
      return OutboundAddressPolicy(listening: .init(try #require(IPAddress(address)), port: 5_005), localAddresses: { [machine] })
    }
    for everywhere in ["0.0.0.0", "::"] {
      for address in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "192.168.7.7", "::ffff:192.168.7.7"] {
        #expect(try !permits(address, port: 5_005, policy(everywhere)))
        #expect(try permits(address, port: 5_006, policy(everywhere)))
      }
      #expect(try permits("192.168.7.8", port: 5_005, policy(everywhere)))
    }
    #expect(try !permits("192.168.7.7", port: 5_005, policy("192.168.7.7")))
    #expect(try permits("127.0.0.1", port: 5_005, policy("192.168.7.7")))
  }

  @Test(
    "an entry of the list is a name, names below one, an address or a network, and nothing else",
    arguments: [
      ("models.example", true), ("*.example", true), ("localhost", true), ("10.0.0.0/8", true), ("::1", true), ("fd00::/8", true),
      ("a_b-c.d", true),
      ("", false), ("*", false), ("*.", false), ("a..b", false), (".a", false), ("http://a", false), ("a/8", false), ("10.0.0.0/33", false),
      ("10.0.0.0/-1", false), ("10.0.0/8", false), ("127.1", false), ("2130706433", false), ("0x7f000001", false), ("a:80", false),
      ("a b", false),
      ("[::1]", false), ("ä.example", false),
    ])
  func entries(text: String, isEntry: Bool) {
    #expect((OutboundHost(text) != nil) == isEntry)
  }
}
