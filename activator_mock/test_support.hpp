#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "net/http/client.hpp"
#include "net/http/routes.hpp"
#include "net/loop.hpp"

namespace activator {

// A directory of a test's own, gone with it.
class TempDirectory {
 public:
  TempDirectory() {
    auto name = (std::filesystem::temp_directory_path() / "activator-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
  }
  ~TempDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A Teleware that answers when the test says so: keeps what it was asked.
class FakeClient : public net::HttpClient {
 public:
  struct Asked {
    net::HttpRequest request;
    net::Endpoint server;
    Done done;
  };

  void request(net::HttpRequest request, net::Endpoint server, const net::HttpLimits&, Done done) override {
    asked.push_back({std::move(request), server, std::move(done)});
  }

  void answer(std::size_t index, int status, std::string body = "") {
    asked.at(index).done({net::HttpOutcome::complete, net::HttpResponse{status, {}, std::move(body)}});
  }
  void fail(std::size_t index, net::HttpOutcome outcome) { asked.at(index).done({outcome, std::nullopt}); }

  std::vector<Asked> asked;  // in order, from the beginning of the test
};

inline const std::string lobby_answer =
    R"({"user":"2001","password":"s3cret","server":"sip.example","extension":"21","reseller":"Acme"})";

}  // namespace activator
