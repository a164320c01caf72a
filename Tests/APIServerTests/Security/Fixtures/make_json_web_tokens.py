"""Makes json_web_tokens.json with PyJWT: python make_json_web_tokens.py FILE (needs PyJWT and cryptography)."""
import sys
import jwt, json, base64, hmac, hashlib
from cryptography.hazmat.primitives.asymmetric import rsa, ec, ed25519, ed448
from cryptography.hazmat.primitives import serialization as s
def pair(k): return k.private_bytes(s.Encoding.PEM,s.PrivateFormat.PKCS8,s.NoEncryption()).decode(), k.public_key().public_bytes(s.Encoding.PEM,s.PublicFormat.SubjectPublicKeyInfo).decode()
RSA=pair(rsa.generate_private_key(65537,2048)); E={256:pair(ec.generate_private_key(ec.SECP256R1())),384:pair(ec.generate_private_key(ec.SECP384R1())),512:pair(ec.generate_private_key(ec.SECP521R1()))}; ED=pair(ed25519.Ed25519PrivateKey.generate()); ED4=pair(ed448.Ed448PrivateKey.generate())
SECRET="correct horse battery staple, and then some more of it to be long enough for HS512 as well"
claims={"user":{"username":"ada","role":"user"},"exp":2000000000}
good=[]
for n in (256,384,512):
    good.append((f"HS{n}",SECRET,jwt.encode(claims,SECRET,f"HS{n}")))
    for f in("RS","PS"): good.append((f"{f}{n}",RSA[1],jwt.encode(claims,RSA[0],f"{f}{n}")))
    good.append((f"ES{n}",E[n][1],jwt.encode(claims,E[n][0],f"ES{n}")))
good.append(("EdDSA",ED[1],jwt.encode(claims,ED[0],"EdDSA"))); good.append(("EdDSA",ED4[1],jwt.encode(claims,ED4[0],"EdDSA")))
b=lambda x: base64.urlsafe_b64encode(x).rstrip(b"=").decode()
def hs(header,payload,key=SECRET,h=hashlib.sha256):
    m=b(header if isinstance(header,bytes) else json.dumps(header).encode())+"."+b(payload if isinstance(payload,bytes) else json.dumps(payload).encode())
    return m+"."+b(hmac.new(key.encode(),m.encode(),h).digest())
H={"alg":"HS256","typ":"JWT"}; ok=jwt.encode(claims,SECRET,"HS256"); h,p,g=ok.split(".")
bad={
 "alg none, unsigned": jwt.encode(claims,None,"none"), "alg none with a signature": b(b'{"alg":"none"}')+"."+p+"."+g, "alg NONE": b(b'{"alg":"NONE"}')+"."+p+".", "alg in another case": hs({"alg":"hs256"},claims), "no alg": hs({"typ":"JWT"},claims), "alg a list": hs({"alg":["HS256"]},claims),
 "another algorithm with the same secret": jwt.encode(claims,SECRET,"HS512"), "another secret": jwt.encode(claims,SECRET+"x","HS256"),
 "crit": hs({**H,"crit":["exp"]},claims), "crit unknown": hs({**H,"crit":["x"],"x":1},claims), "payload not encoded": hs({**H,"b64":False},claims),
 "header changed": b(b'{"alg":"HS256"}')+"."+p+"."+g, "payload changed": h+"."+b(json.dumps({**claims,"user":{"role":"admin"}}).encode())+"."+g, "signature cut": h+"."+p+"."+g[:-2], "signature empty": h+"."+p+".", "signature padded": ok+"=", "signature with spare bits": ok[:-1]+chr(ord(ok[-1])+1) ,
 "two parts": h+"."+p, "four parts": ok+".x", "five parts": ok+".x.y", "empty":"", "dots":"..", "not base64": "a$."+p+"."+g, "header no JSON": hs(b"no",claims), "header a list": hs(b"[]",claims), "payload no JSON": hs(H,b"no"), "payload a list": hs(H,b"[]"), "payload not UTF-8": hs(H,b'{"a":"\xff"}'),
 "expired": hs(H,{**claims,"exp":1699999819}), "not yet valid": hs(H,{**claims,"nbf":1700000181}), "issued in the future": hs(H,{**claims,"iat":1700000181}), "exp a text": hs(H,{**claims,"exp":"soon"}), "nbf null": hs(H,{**claims,"nbf":None}), "an audience": hs(H,{**claims,"aud":"others"}), "sub a number": hs(H,{**claims,"sub":1}), "jti a number": hs(H,{**claims,"jti":1}),
 "deep": hs(H,b'{"a":'+b"["*3000+b"]"*3000+b"}"), "long": hs(H,{**claims,"x":"x"*20000}),
}
edge={"expired within the leeway": hs(H,{**claims,"exp":1699999821}), "not yet valid within the leeway": hs(H,{**claims,"nbf":1700000179}), "no expiration": hs(H,{"user":claims["user"]}), "other claims": hs(H,{**claims,"iss":"x","sub":"ada","jti":"1","more":[1]}), "other headers": hs({**H,"kid":"../../etc/passwd","jku":"http://169.254.169.254/","x5u":"x","jwk":{"kty":"oct","k":"AAAA"}},claims)}
pub=RSA[1]
def confused(): 
    m=b(json.dumps(H).encode())+"."+p; return m+"."+b(hmac.new(pub.encode(),m.encode(),hashlib.sha256).digest())
json.dump({"secret":SECRET,"now":1700000000,"good":[{"algorithm":a,"key":k,"token":t} for a,k,t in good],"refused":bad,"accepted":edge,"confused":{"key":pub,"token":confused()}},open(sys.argv[1],"w"),indent=1)
