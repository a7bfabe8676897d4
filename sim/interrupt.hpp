#pragma once

namespace sim {

// While it lives, SIGINT and SIGTERM ask the run to end in order instead of ending the process. A second one ends
// it. At most one at a time.
class Interrupt {
 public:
  Interrupt();  // throws std::system_error
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  [[nodiscard]] static bool requested();
  [[nodiscard]] int descriptor() const {
    return pipe_[0];
  }  // readable once it is requested, to wake a waiting loop

 private:
  int pipe_[2] = {-1, -1};
};

}  // namespace sim
