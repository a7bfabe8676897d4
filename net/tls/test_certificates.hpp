#pragma once

#include <chrono>
#include <memory>
#include <string>

struct evp_pkey_st;
struct x509_st;

namespace net {

// A certificate and its key, made for a test.
class TestCertificate {
 public:
  struct Wanted {
    std::string subject = "Test";
    std::string
        alternative_name{};  // as OpenSSL writes it: "IP:10.0.0.1", "DNS:activator.example"; empty: an authority
    std::chrono::system_clock::time_point from = std::chrono::system_clock::now() - std::chrono::hours(1);
    std::chrono::system_clock::time_point until = std::chrono::system_clock::now() + std::chrono::hours(24);
  };

  explicit TestCertificate(const Wanted& wanted, const TestCertificate* issuer = nullptr);  // without: by itself

  [[nodiscard]] x509_st* certificate() const { return certificate_.get(); }
  [[nodiscard]] evp_pkey_st* key() const { return key_.get(); }
  void write_certificate(const std::string& file) const;  // PEM

 private:
  std::unique_ptr<evp_pkey_st, void (*)(evp_pkey_st*)> key_;
  std::unique_ptr<x509_st, void (*)(x509_st*)> certificate_;
};

}  // namespace net
