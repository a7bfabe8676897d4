#include "net/tls/test_certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <stdexcept>

namespace net {

namespace {

void must(bool done, const char* attempt) {
  if (!done) throw std::runtime_error(attempt);
}

void add_extension(X509* to, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, void (*)(X509_EXTENSION*)> extension(
      X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()), &X509_EXTENSION_free);
  must(extension != nullptr && X509_add_ext(to, extension.get(), -1) == 1, "add an extension");
}

}  // namespace

TestCertificate::TestCertificate(const Wanted& wanted, const TestCertificate* issuer)
    : key_(EVP_EC_gen("P-256"), &EVP_PKEY_free), certificate_(X509_new(), &X509_free) {
  static long serial = 0;
  auto* made = certificate_.get();
  must(key_ && made != nullptr, "make a key");
  X509_set_version(made, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made), ++serial);
  ASN1_TIME_set(X509_getm_notBefore(made), std::chrono::system_clock::to_time_t(wanted.from));
  ASN1_TIME_set(X509_getm_notAfter(made), std::chrono::system_clock::to_time_t(wanted.until));
  X509_set_pubkey(made, key_.get());
  const auto* subject = reinterpret_cast<const unsigned char*>(wanted.subject.c_str());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_UTF8, subject, -1, -1, 0);
  auto* by = issuer != nullptr ? issuer->certificate() : made;
  X509_set_issuer_name(made, X509_get_subject_name(by));
  add_extension(made, by, NID_basic_constraints, wanted.alternative_name.empty() ? "critical,CA:TRUE" : "CA:FALSE");
  if (!wanted.alternative_name.empty()) add_extension(made, by, NID_subject_alt_name, wanted.alternative_name);
  must(X509_sign(made, issuer != nullptr ? issuer->key() : key_.get(), EVP_sha256()) != 0, "sign");
}

void TestCertificate::write_certificate(const std::string& file) const {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "w"), &std::fclose);
  must(out && PEM_write_X509(out.get(), certificate_.get()) == 1, "write a certificate");
}

}  // namespace net
