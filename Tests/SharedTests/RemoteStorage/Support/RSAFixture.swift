/// A key pair that was made for these tests and opens nothing.
enum RSAFixture {
  static let privateKey = """
    -----BEGIN PRIVATE KEY-----
    MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQDA2kTV6rs/dPV2
    bqMw0S7eyqphPYFxoINY/MdZmrn8Lujyoj1C2BGidH3Xxp/oimHtzN7vgptdZvdv
    h6UJJqk9rXOqVIf9YL4QL4BNlA8jfKf68r9eitcBp3DPCwiS69QXuuGo2cZ+jKnr
    lcnd26YH4WKgNdX4xLiOb3We4587NO+7Ej4YOP0vIaDQ5Kw9xEvPL0eO7HKODNhN
    5xEB50eVK8arHRDiRrd+JjXxp5zJWirYs8S6qNTl6P+1pUiEGEd5N9SxZzFoo7oB
    HQIFQqSxiiMwVeQpt0iPsumBvSm2o1kSdmmKbe+DEaSm9IjCXlif1pscUi/IL8rx
    TP2rZyDhAgMBAAECggEAUhJxugHv1zUco165R3S2eC0SrlhhBqzTSSMmaX0+ClMi
    YuPlo1VVx+fAiHwooGuH+o42EALqwKipw8ab1xWjb7Kp50KbLxslN7knZpyMhsMt
    r8/v3jnC/5q1GP+ukewX8lNfZp7raP7O74nrA2ZPNcpW0SyoF3sMud04VrqzEJwc
    iuJfBYlEEN0xs2Fva3r/q3hILIl/pVRPJ5UkEkpSMPAFr3tGbx3d+Es5ID+lMDHJ
    xvohNfxCgNntK3h8PWBF223ipF7iPCMlyRGZ3pVM3r41WknkqGEBH59qJE1bsEPa
    Z+7BmuRCmHnbhF8h5zvVeuzMcSPVeS4miX6hmOWjMwKBgQDvF4qX6OKChG4/Uzww
    HbGWRbHBLs+Ue1VhcgHBbdF4VjxYOYlJP4g6PnaH051HMSJoNJQO7S8uuy+bXgeX
    GlZRrR2fxlftW1imjkwAZTDui0Nd5VyE9JBNCwmJLufGSzha5CNWVjJOlTE6CVCW
    REi8USaC5KxGwr9o7Md3LCU8QwKBgQDOfZ9XI2qjrSBIEv7FhPUeuv8Sj0IB8ykX
    wkeb+nrROwz7NX+Dj/+SBf3OSzFYOc0ApCJHS0LWmPm1ENP5Z0Ge5USuRKTejZch
    vzw0oBTWWk9hJL4KewwHcLO7aCyU/i+RbbBEPE6PVy4n7hc/iko8KFYjs1fP0PaC
    j0HDLEiuCwKBgFw1TQsXErxZTJd5h13bJdEZodsqLX5LLnt9V3X832s0fuNblTm9
    mdE0o8vwbdi191oO5Qb4rFiuckbONcktrBql1CX5fZGZyA+8E02XuQ5WgS2mNk9E
    bp534j6Y62RLQDm1gHdcmNw7p5eFXiIFxbNy7JJQlKxZkS5rGuY4DUg3AoGAfQwG
    WrbP9Z76VatrLiJ+bsW/gnXO+29OC11UEFl31w1zpw2W0w15L+0A7tUKZOtcAm9j
    ctlY+KxbTBOMyxSE4LznAsH/Ned5Bq7Qvu3SsJywRZwCmkY52qedsHg9x1zHYcKT
    ZD9BM/0Pro649XnByvyCbcxF+UwKfLZUlOVUflECgYBJhL4SJ1so3LHvsRyGEIlg
    dX1rR5pnZhA3RJqbklF5rnNk0LpZq8pImBOXBIUgLguwufO0TexuQLxxbAq9F9R4
    esmrmMrJDUJ1izPjI5lYBaFSkmpRM0FopH3oPYfuT4iG03NIoyHFmNM0nwKZ8cVt
    7kddChcQp2RasM1M3LoQSg==
    -----END PRIVATE KEY-----
    """

  static let publicKey = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwNpE1eq7P3T1dm6jMNEu
    3sqqYT2BcaCDWPzHWZq5/C7o8qI9QtgRonR918af6Iph7cze74KbXWb3b4elCSap
    Pa1zqlSH/WC+EC+ATZQPI3yn+vK/XorXAadwzwsIkuvUF7rhqNnGfoyp65XJ3dum
    B+FioDXV+MS4jm91nuOfOzTvuxI+GDj9LyGg0OSsPcRLzy9HjuxyjgzYTecRAedH
    lSvGqx0Q4ka3fiY18aecyVoq2LPEuqjU5ej/taVIhBhHeTfUsWcxaKO6AR0CBUKk
    sYojMFXkKbdIj7Lpgb0ptqNZEnZpim3vgxGkpvSIwl5Yn9abHFIvyC/K8Uz9q2cg
    4QIDAQAB
    -----END PUBLIC KEY-----
    """

  /// The first bytes of the signature of `header.claims` by RS256, as google-auth's signer makes it.
  static let signaturePrefix = "7d754a0b7038f0b6cfb7416521717c85815d7aae"
}
