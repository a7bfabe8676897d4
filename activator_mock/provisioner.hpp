#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

#include "activator_mock/event.hpp"
#include "activator_mock/numbers.hpp"
#include "activator_mock/provisioning_store.hpp"
#include "activator_mock/teleware_client.hpp"
#include "net/journal.hpp"
#include "net/loop.hpp"

namespace activator {

struct ProvisionerSettings {
  net::Endpoint teleware{net::Ipv4Address(127, 0, 0, 1), 80};
  std::string teleware_path = "/twautoprovisioning";
  net::HttpLimits limits{};                            // of one question to Teleware
  int attempts = 5;                                    // questions in all, when nothing or 5xx comes
  net::Duration first_wait = std::chrono::seconds(1);  // before the second, doubled before each one after it
  std::size_t asked_at_once = 32;
  std::size_t waiting_at_most = 50000;  // events accepted whose directory is not made yet
};

// From an accepted event to the handset's directory: asks Teleware, in the order the events came, and has the store
// make the directory that the number then leads to. A newer number of the same handset ends the older one's job.
// The references must outlive it; after its end the client must not call back any more.
class Provisioner {
 public:
  Provisioner(ProvisionerSettings settings, net::Loop& loop, net::HttpClient& client, ProvisioningStore& store,
              Numbers& numbers, net::Notes& notes);
  Provisioner(const Provisioner&) = delete;
  Provisioner& operator=(const Provisioner&) = delete;

  [[nodiscard]] bool full() const { return jobs_.size() >= settings_.waiting_at_most; }
  void accept(const Event& event);  // one that asks for files, while not full

 private:
  struct Job {
    AccountQuestion question;
    int attempt = 0;  // questions asked so far
    net::Timer wait{};
  };
  using Id = std::uint64_t;

  void ask_next();
  void ask(Id id);
  void answered(Id id, const net::HttpResult& result);
  void act(Id id, const Account& account);
  void act(Id id, const NoAccount&) { give_up(id); }
  void act(Id id, const Useless&) { give_up(id); }
  void act(Id id, const TryAgain&);
  void give_up(Id id);
  [[nodiscard]] bool replaced(const AccountQuestion& question) const;

  ProvisionerSettings settings_;
  net::Loop& loop_;
  net::HttpClient& client_;
  ProvisioningStore& store_;
  Numbers& numbers_;
  net::Notes& notes_;
  Id last_ = 0;
  std::unordered_map<Id, Job> jobs_;
  std::deque<Id> queue_;   // to be asked, first come first
  std::size_t asked_ = 0;  // of which the answer is awaited
};

}  // namespace activator
