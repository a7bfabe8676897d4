#pragma once

#include <filesystem>
#include <vector>

#include "activator_mock/event_handler.hpp"
#include "activator_mock/file_server.hpp"
#include "activator_mock/numbers.hpp"
#include "activator_mock/provisioner.hpp"
#include "activator_mock/provisioning_store.hpp"

namespace activator {

struct Settings {
  std::filesystem::path root;  // PhoneProvisioning/ is made below it
  StoreOptions store{};
  ProvisionerSettings provisioner{};  // where Teleware is
  EventHandlerSettings events{};
  FileServerSettings files{};
  net::Duration number_life = std::chrono::hours(24);
};

// Activator with its phone provisioning server: takes events, asks Teleware, makes directories, serves their files.
// All on one loop; `loop`, `client` and `notes` must outlive it, and `client` must not call back after its end.
// Throws std::system_error and BadTemplates.
class Activator {
 public:
  Activator(const Settings& settings, net::Loop& loop, net::HttpClient& client, net::Notes& notes);
  Activator(const Activator&) = delete;
  Activator& operator=(const Activator&) = delete;

  [[nodiscard]] std::vector<net::HttpRoute> event_routes() { return events_.routes(); }
  [[nodiscard]] std::vector<net::HttpRoute> file_routes() { return files_.routes(); }
  [[nodiscard]] std::vector<net::HttpRoute> routes();  // both, for one server

  [[nodiscard]] ProvisioningStore& store() { return store_; }

 private:
  ProvisioningStore store_;
  Numbers numbers_;
  Provisioner provisioner_;
  EventHandler events_;
  FileServer files_;
};

}  // namespace activator
