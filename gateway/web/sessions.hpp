#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "net/address.hpp"
#include "net/time.hpp"

namespace gateway::web {

// Somebody who has logged in.
struct Session {
  std::string csrf;    // stands in each of his forms
  std::string notice;  // to be told on the next page
  net::TimePoint last_seen{};
};

// Who is logged in, by the token in his cookie. Tokens are made at the login and never taken over from a client.
class Sessions {
 public:
  static constexpr std::size_t most = 32;  // beyond it the longest silent is logged out

  // `random`: as many unforeseeable digits as a token has.
  explicit Sessions(std::function<std::string()> random) : random_(std::move(random)) {}

  std::string begin(net::TimePoint now);  // the token
  // Null when nobody has this token, or has been silent for `patience`.
  Session* find(std::string_view token, net::TimePoint now, std::chrono::seconds patience);
  void end(std::string_view token);
  void end_all() { sessions_.clear(); }
  [[nodiscard]] std::size_t size() const { return sessions_.size(); }

 private:
  std::function<std::string()> random_;
  std::map<std::string, Session, std::less<>> sessions_;
};

// Takes as long wherever the difference is. An empty text is nobody's secret.
bool same_secret(std::string_view one, std::string_view other);

}  // namespace gateway::web
