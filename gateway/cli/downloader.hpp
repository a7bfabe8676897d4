#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/cli/download_request.hpp"
#include "net/bytes.hpp"
#include "net/http/client.hpp"
#include "net/loop.hpp"

namespace gateway {

// Fetches files for `hdl`, any number at once.
class Downloader {
 public:
  using Answer = std::function<void(std::string text)>;
  struct Uses {
    net::Loop& loop;
    net::HttpClient& http;
    // Keeps a file and returns where; throws std::system_error. Empty: what is fetched is not kept.
    std::function<std::string(std::string_view name, net::BytesView content)> keep;
    std::function<void(const std::string& why)> failed;  // told of each download that came to nothing
  };

  Downloader(const Settings& settings, Uses uses);  // the settings must outlive it

  // Answers once, later: status, size and where it is kept; or "error: …". A try without an answer is repeated as
  // often as Connection Retries says. Destroying this object forgets what is under way, and nobody is answered.
  void fetch(std::string_view name, Answer answer);

 private:
  struct Job {
    DownloadRequest request;
    Answer answer;
    std::uint32_t tries = 0;
    net::Timer pause = {};
  };
  void attempt(std::uint64_t number);
  void end(std::uint64_t number, const net::HttpResult& result);
  void refuse(const Job& job, const std::string& why);

  const Settings& settings_;
  Uses uses_;
  std::map<std::uint64_t, Job> jobs_;
  std::uint64_t last_ = 0;
  // Gone with this object; the HTTP client may outlive it and must not call back then.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gateway
