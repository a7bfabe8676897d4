#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace net {
class AsioLoop;
}

namespace sim {

class NetworkNamespace;
class Reaper;

// How a process ended.
struct ProcessEnd {
  bool killed;  // by a signal
  int number;   // the signal, or the exit code
  friend bool operator==(const ProcessEnd&, const ProcessEnd&) = default;
};
std::string to_string(const ProcessEnd& end);  // "exit code 1", "signal 9 (Killed)"

// A program running in a network namespace and in a reaper's PID namespace, with nothing on its stdin and none of
// our descriptors. It leads a session of its own: Ctrl-C on the terminal is for us, and we end it in order.
class ChildProcess {
 public:
  // Called from the loop. Any of them may destroy the ChildProcess.
  struct Handlers {
    std::function<void(std::string_view line)> output;  // a line of its stdout, without the newline
    std::function<void(std::string_view line)> error;   // a line of its stderr
    std::function<void(ProcessEnd)> ended;              // after all that it wrote; lines of its children may follow
  };

  // `words`: the program (looked for in PATH when it has no slash) and its arguments. Returns when the program has
  // been started; throws std::system_error ("start smg: No such file or directory") when it cannot be.
  ChildProcess(net::AsioLoop& loop, Reaper& reaper, const NetworkNamespace& where,
               const std::vector<std::string>& words, Handlers handlers);
  // SIGTERM, SIGKILL after two seconds, and gone: the one place where the loop is kept waiting. What it still
  // writes is lost; to see that, `send_signal` and run the loop until `ended`.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  void send_signal(int signal);  // nothing, when it has ended
  [[nodiscard]] pid_t pid() const;
  [[nodiscard]] const std::optional<ProcessEnd>& end() const;

 private:
  class Parts;
  std::shared_ptr<Parts> parts_;  // also owned by the reads under way in the loop
};

}  // namespace sim
