#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "activator_mock/file_request.hpp"
#include "activator_mock/numbers.hpp"
#include "activator_mock/provisioning_store.hpp"
#include "net/http/routes.hpp"
#include "net/journal.hpp"
#include "net/loop.hpp"

namespace activator {

struct FileServerSettings {
  std::string base_path = "/phoneprovisioning";  // the path of the base URL in option 66, without a last slash
  net::Duration hold{};             // how long a request below an announced number waits for its directory; 0: not
  std::size_t held_at_most = 1000;  // requests waiting so; more are answered at once
  std::size_t upload_limit = 1U << 20;  // octets; a longer one is answered 413
  bool uploads = true;                  // false: every PUT gets the 404
};

// Answers GET <base>/<number>/<file> and takes the logs that handsets PUT there. A wrong, ended or replaced number,
// another handset's file, a path of another form and a missing file get one and the same 404, which is also what
// any path outside gets: who guesses learns nothing. The references must outlive it.
class FileServer {
 public:
  FileServer(FileServerSettings settings, net::Loop& loop, ProvisioningStore& store, Numbers& numbers,
             net::Notes& notes);
  ~FileServer();
  FileServer(const FileServer&) = delete;  // the routes point at this
  FileServer& operator=(const FileServer&) = delete;

  // Rows for every path, so that each question below any path is noted: they belong at the end of a table.
  [[nodiscard]] std::vector<net::HttpRoute> routes();

 private:
  struct Held {
    std::string number;
    net::HttpRequest request;
    net::HttpRespond respond;
    net::Timer patience;
  };

  void get(const net::HttpRequest& request, net::HttpRespond respond);
  void put(const net::HttpRequest& request, const net::HttpRespond& respond);
  [[nodiscard]] net::HttpResponse answer_get(const std::optional<FileRequest>& asked,
                                             const std::optional<net::MacAddress>& mac) const;
  [[nodiscard]] net::HttpResponse answer_put(const std::optional<FileRequest>& asked,
                                             const std::optional<net::MacAddress>& mac, const std::string& body);
  [[nodiscard]] bool must_wait(const std::optional<FileRequest>& asked) const;
  [[nodiscard]] std::optional<net::MacAddress> owner(const std::optional<FileRequest>& asked) const;
  void hold(std::string number, net::HttpRequest request, net::HttpRespond respond);
  void release(const std::string& number);
  void finish_get(const net::HttpRequest& request, const net::HttpRespond& respond);
  void note(const net::HttpRequest& request, const net::HttpResponse& response,
            const std::optional<net::MacAddress>& mac, std::size_t bytes);

  FileServerSettings settings_;
  net::Loop& loop_;
  ProvisioningStore& store_;
  Numbers& numbers_;
  net::Notes& notes_;
  net::HttpResponse not_found_;
  std::uint64_t holds_ = 0;  // so far, naming each
  std::map<std::uint64_t, Held> held_;
};

}  // namespace activator
