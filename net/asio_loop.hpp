#pragma once

#include <memory>

#include "net/loop.hpp"

namespace boost::asio {
class io_context;
}

namespace net {

// Time that passes: Boost.Asio, with the instants counted from the loop's making on the machine's steady clock.
class AsioLoop : public Loop {
 public:
  AsioLoop();
  ~AsioLoop() override;

  [[nodiscard]] TimePoint now() const override;
  [[nodiscard]] Timer at(TimePoint when, Task what) override;
  void post(Task what) override;  // from any thread
  bool run_until(const std::function<bool()>& done, TimePoint deadline) override;

  // For those who read from the machine: taps, sockets, signals. Their handlers run between the loop's own tasks.
  boost::asio::io_context& io();

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace net
