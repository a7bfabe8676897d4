#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gateway/store/store.hpp"
#include "net/loop.hpp"

namespace gateway {

// Groups what one turn of the loop decides into one commit, and lets nothing that depends on it leave before it is
// durable: an ACK, or the post of an event.
class Turn {
 public:
  // `refused`: the store did not keep a turn, as it does from now on; called after everybody has taken back what
  // was his, and again only when there is another reason. `keeps_again`: it kept one after all.
  Turn(net::Loop& loop, Store& store, std::function<void(const std::string& why)> refused,
       std::function<void()> keeps_again);

  // What is to be kept; then, once it is, `kept` is called, in the order of the calls. If it is not, `undo` is, in
  // the reverse order.
  void add(Batch batch, net::Loop::Task kept, net::Loop::Task undo);
  // Outside any turn, for what would be good to have kept as the gateway ends. A refusal has no consequences.
  void keep_at_the_end(const Batch& batch) noexcept;

 private:
  void end();
  void refuse(const std::string& why);

  net::Loop& loop_;
  Store& store_;
  std::function<void(const std::string&)> refused_;
  std::function<void()> keeps_again_;
  std::string trouble_;  // why the last turn was not kept; empty: it was
  Batch batch_;
  std::vector<net::Loop::Task> kept_, undo_;
  net::Timer ends_;
};

}  // namespace gateway
