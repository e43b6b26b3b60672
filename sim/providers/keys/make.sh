#!/usr/bin/env bash
# Makes the simulated channels' keys anew. They are for everybody to know; those in this folder are
# kept as they are, because configurations and recorded texts may name their serial numbers.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# OpenSSL's small authority, because only that can choose from when a certificate is valid: tests
# live in the past, too.
cat >authority.cnf <<'END'
[ca]
default_ca = here
[here]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = anything
unique_subject = no
string_mask = utf8only
[anything]
countryName = optional
organizationName = optional
commonName = supplied
[req]
distinguished_name = names
string_mask = utf8only
[names]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = CA:FALSE
keyUsage = digitalSignature,keyEncipherment
subjectKeyIdentifier = hash
END
: >index.txt

key() {
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key" 2>/dev/null
}
# certificate NAME KEY KIND SUBJECT [ISSUER ISSUER_KEY]: signed by itself unless there is an issuer.
certificate() {
  openssl req -new -utf8 -config authority.cnf -key "$2.key" -subj "$4" -out "$1.csr"
  local signer=(-selfsign -keyfile "$2.key")
  [[ $# -gt 4 ]] && signer=(-cert "$5.pem" -keyfile "$6.key")
  openssl ca -batch -notext -utf8 -config authority.cnf -extensions "$3" "${signer[@]}" \
    -startdate 20200101000000Z -enddate 20991231235959Z -in "$1.csr" -out "$1.pem" 2>/dev/null
}

for name in merchant provider provider_second provider_third alipay_root alipay_root_2 \
  tenpay_root unionpay_root unionpay_middle unionpay_provider unionpay_encryption; do
  key "$name"
done

certificate tenpay_root tenpay_root authority "/C=CN/O=Tenpay.com/CN=Simulated Tenpay.com Root CA"
certificate wechat_v3_merchant_certificate merchant leaf \
  "/C=CN/O=Simulated Merchant/CN=1900000109" tenpay_root tenpay_root
certificate alipay_root_certificate alipay_root authority \
  "/C=CN/O=Ant Financial/CN=Simulated Ant Financial Certification Authority R1"
certificate alipay_app_certificate merchant leaf \
  "/C=CN/O=Simulated Merchant/CN=2014072300007148" alipay_root_certificate alipay_root
certificate alipay_certificate provider leaf \
  "/C=CN/O=支付宝(中国)网络技术有限公司/CN=支付宝(中国)网络技术有限公司" \
  alipay_root_certificate alipay_root
# The keys that the simulated WeChat Pay V3 and Alipay exchange, one after the other. Alipay's later
# certificates are of a second root, as its file of roots has several.
certificate alipay_root_2 alipay_root_2 authority \
  "/C=CN/O=Ant Financial/CN=Simulated Ant Financial Certification Authority R2"
cat alipay_root_certificate.pem alipay_root_2.pem >alipay_root_certificates.pem
certificate wechat_v3_platform_certificate provider leaf \
  "/C=CN/O=Tenpay.com/CN=Tenpay.com sign" tenpay_root tenpay_root
for name in second third; do
  certificate "alipay_${name}_certificate" "provider_$name" leaf \
    "/C=CN/O=支付宝(中国)网络技术有限公司/CN=支付宝(中国)网络技术有限公司" \
    alipay_root_2 alipay_root_2
  certificate "wechat_v3_${name}_platform_certificate" "provider_$name" leaf \
    "/C=CN/O=Tenpay.com/CN=Tenpay.com sign" tenpay_root tenpay_root
done
certificate unionpay_root unionpay_root authority "/C=CN/O=CFCA/CN=Simulated CFCA Root"
certificate unionpay_middle unionpay_middle authority "/C=CN/O=CFCA/CN=Simulated CFCA OCA1" \
  unionpay_root unionpay_root
union="041@8310000000083040@中国银联股份有限公司"
certificate unionpay_certificate unionpay_provider leaf "/C=CN/O=CFCA/CN=$union@00016495" \
  unionpay_middle unionpay_middle
certificate unionpay_encryption_certificate unionpay_encryption leaf \
  "/C=CN/O=CFCA/CN=$union@00016496" unionpay_middle unionpay_middle
certificate unionpay_merchant_certificate merchant leaf \
  "/C=CN/O=CFCA/CN=041@777290058110097@Simulated Merchant@00000001" unionpay_middle unionpay_middle

openssl pkey -in provider.key -pubout -out provider_public.pem
for name in merchant provider provider_second provider_third unionpay_provider \
  unionpay_encryption; do
  cp "$name.key" "$here/${name}_key.pem"
done
cp wechat_v3_*_certificate.pem alipay_*_certificate.pem alipay_certificate.pem \
  alipay_root_certificates.pem unionpay_*.pem provider_public.pem "$here"
