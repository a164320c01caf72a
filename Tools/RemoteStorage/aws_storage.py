"""S3 as moto has it, with signatures and permissions checked: moto makes every signature anew with botocore's own signer."""

import base64
import hashlib
import json
import os

os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
# Until the users are made, nobody could sign anything.
os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "1000000"

import boto3
from moto import settings
from moto.s3.exceptions import S3ClientError
from moto.s3.responses import S3Response
from moto.server import ThreadedMotoServer

BUCKET = "models"
REGION = "eu-central-1"


class BadDigest(S3ClientError):
    code = 400

    def __init__(self):
        super().__init__("BadDigest", "what arrived is not what was announced")


def checked(put_object):
    """S3 holds a body against the digests that are announced with it; moto keeps them unseen."""

    def put(response):
        body = hashlib.sha256(response.body or b"").digest()
        signed = response.headers.get("x-amz-content-sha256", "")
        announced = response.headers.get("x-amz-checksum-sha256")
        if len(signed) == 64 and signed != body.hex() or announced and base64.b64decode(announced) != body:
            raise BadDigest
        return put_object(response)

    return put


S3Response.put_object = checked(S3Response.put_object)


class AWSStorage:
    def __init__(self, port):
        self.endpoint = f"http://127.0.0.1:{port}"
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
        self.server.start()
        self.iam = self.client("iam", {"AccessKeyId": "setup", "SecretAccessKey": "setup"})
        owner = self.owner = self.user("owner", ["s3:*", "iam:*", "sts:*"], "*")
        self.reader = self.user("reader", ["s3:GetObject", "s3:ListBucket"], [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"])
        self.stranger = self.user("stranger", ["s3:ListAllMyBuckets"], "*")
        self.role = self.make_role()
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": self.role}]}
        self.iam.put_user_policy(UserName="reader", PolicyName="role", PolicyDocument=json.dumps(policy))
        self.s3 = self.client("s3", owner)
        self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
        self.iam = self.client("iam", owner)

    def client(self, service, key):
        return boto3.client(
            service, endpoint_url=self.endpoint, region_name=REGION, aws_access_key_id=key["AccessKeyId"],
            aws_secret_access_key=key["SecretAccessKey"], aws_session_token=key.get("SessionToken"))

    def user(self, name, actions, resource):
        self.iam.create_user(UserName=name)
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": resource}]}
        self.iam.put_user_policy(UserName=name, PolicyName=name, PolicyDocument=json.dumps(policy))
        return self.iam.create_access_key(UserName=name)["AccessKey"]

    def make_role(self):
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
        arn = self.iam.create_role(RoleName="sync", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        self.iam.put_role_policy(RoleName="sync", PolicyName="sync", PolicyDocument=json.dumps(policy))
        return arn

    def environment(self):
        return {"BUCKET_NAME": BUCKET, "AWS_ENDPOINT_URL": self.endpoint, "AWS_DEFAULT_REGION": REGION, **self.variables(self.reader)}

    @staticmethod
    def variables(key):
        return {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}

    def put(self, name, body, **options):
        self.s3.put_object(Bucket=BUCKET, Key=name, Body=body, **options)

    def delete(self, name):
        self.s3.delete_object(Bucket=BUCKET, Key=name)

    def credentials(self, kind="reader"):
        if kind == "stranger":
            return self.variables(self.stranger)
        if kind == "writer":
            return self.variables(self.owner)
        if kind == "role":
            return {"role": self.role}
        if kind == "presigned":
            # moto knows signatures in headers alone: with one in the address it checks nothing from here on.
            settings.INITIAL_NO_AUTH_ACTION_COUNT = 1_000_000
            s3 = self.client("s3", self.reader)
            return {"url": s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "model.tar.gz"}, ExpiresIn=3600)}
        self.iam.delete_access_key(UserName="reader", AccessKeyId=self.reader["AccessKeyId"])
        self.reader = self.iam.create_access_key(UserName="reader")["AccessKey"]
        return self.variables(self.reader)
