#include "sim/lab/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "net/asio_loop.hpp"
#include "net/readable.hpp"
#include "sim/lab/child_process_spawn.hpp"
#include "sim/lab/reaper.hpp"
#include "sim/lab/system_call.hpp"

namespace sim {

using LineHandler = std::function<void(std::string_view)>;

namespace {

// Cuts what is read from a pipe into lines.
class LineReader {
 public:
  LineReader(net::FileDescriptor pipe, LineHandler handler) : pipe_(std::move(pipe)), handler_(std::move(handler)) {
    must(::fcntl(pipe_.number(), F_SETFL, O_NONBLOCK), "make a pipe non-blocking");
  }

  [[nodiscard]] int descriptor() const { return finished_ ? -1 : pipe_.number(); }
  void silence() { silent_ = true; }  // from inside the handler too

  // Reads once, passing on every whole line, and at the end the one that has no end. False when that has come.
  bool read() {
    const auto length = ::read(pipe_.number(), chunk_.data(), chunk_.size());
    if (length > 0) {
      pending_.append(chunk_.data(), static_cast<std::size_t>(length));
      pass_on_lines();
      return true;
    }
    finished_ = length == 0;
    if (finished_) pass_on_the_rest();
    return !finished_;
  }

  // Reads what a full pipe can hold (pipe(7)): after the writer's end, all that it wrote.
  void read_to_the_end() {
    for (std::size_t octets = 0; octets <= pipe_capacity && !finished_; octets += chunk_.size()) read();
    pass_on_the_rest();
  }

  // Reads once and forgets it. Unlike the others it may be called while the handler is at work.
  void discard() {
    std::array<char, 4096> forgotten{};
    finished_ = ::read(pipe_.number(), forgotten.data(), forgotten.size()) == 0;
  }

 private:
  static constexpr std::size_t pipe_capacity = 65536;
  static constexpr std::size_t longest_line = 65536;  // what is longer is passed on in pieces

  void pass_on_lines() {
    std::size_t from = 0;
    for (std::size_t end = 0; (end = pending_.find('\n', from)) != std::string::npos; from = end + 1) {
      pass_on(std::string_view(pending_).substr(from, end - from));
    }
    pending_.erase(0, from);
    if (pending_.size() >= longest_line) pass_on_the_rest();
  }

  void pass_on_the_rest() {
    if (!pending_.empty()) pass_on(pending_);
    pending_.clear();
  }

  void pass_on(std::string_view line) {
    if (!silent_ && handler_) handler_(line);
  }

  net::FileDescriptor pipe_;
  LineHandler handler_;
  bool silent_ = false;
  bool finished_ = false;
  std::string pending_;
  std::array<char, 4096> chunk_{};
};

}  // namespace

// Outlives the ChildProcess for as long as one of the handlers that destroyed it is at work.
class ChildProcess::Parts : public std::enable_shared_from_this<ChildProcess::Parts> {
 public:
  Parts(Reaper& reaper, SpawnedProcess spawned, Handlers handlers)
      : pid(spawned.pid),
        reaper_(reaper),
        process_(std::move(spawned.process)),
        output_(std::move(spawned.output), std::move(handlers.output)),
        error_(std::move(spawned.error), std::move(handlers.error)),
        ended_(std::move(handlers.ended)) {
    reaper_.child_born();
  }

  void start(net::AsioLoop& loop) {
    watches_[0].emplace(loop, output_.descriptor(), whenever([](Parts& parts) { return parts.output_.read(); }));
    watches_[1].emplace(loop, error_.descriptor(), whenever([](Parts& parts) { return parts.error_.read(); }));
    watches_[2].emplace(loop, process_.number(), whenever([](Parts& parts) { return parts.note_the_end(); }));
  }

  void send(int signal) {
    if (!end) signal_process(process_.number(), signal);
  }

  void abandon() {
    abandoned_ = true;
    output_.silence();
    error_.silence();
    for (auto& watch : watches_) watch.reset();
    if (!end) terminate();
  }

  const pid_t pid;
  std::optional<ProcessEnd> end;

 private:
  std::function<bool()> whenever(bool (*what)(Parts&)) {
    return [weak = weak_from_this(), what] {
      const auto self = weak.lock();
      return self && what(*self) && !self->abandoned_;
    };
  }

  bool note_the_end() {
    bury();
    output_.read_to_the_end();
    error_.read_to_the_end();
    if (!abandoned_ && ended_) ended_(*end);
    return false;
  }

  void bury() {
    // The loop has made the pidfd non-blocking, and waitid(2) heeds that: EAGAIN until the process has ended.
    pollfd event{process_.number(), POLLIN, 0};
    siginfo_t status{};
    while (::waitid(P_PIDFD, static_cast<id_t>(event.fd), &status, WEXITED) < 0) ::poll(&event, 1, -1);
    end = ProcessEnd{status.si_code != CLD_EXITED, status.si_status};
    reaper_.child_buried();
  }

  void terminate() {
    send(SIGTERM);
    if (!ends_by(std::chrono::steady_clock::now() + std::chrono::seconds(2))) send(SIGKILL);
    bury();
  }

  // What it writes meanwhile is read and lost: with a full pipe it could not end.
  bool ends_by(std::chrono::steady_clock::time_point deadline) {
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) return false;
      std::array<pollfd, 3> events{
          {{process_.number(), POLLIN, 0},
           {output_.descriptor(), POLLIN, 0},  // -1, which poll(2) passes over, when finished
           {error_.descriptor(), POLLIN, 0}}};
      ::poll(events.data(), events.size(), static_cast<int>(left.count()));
      if (events[0].revents != 0) return true;
      if (events[1].revents != 0) output_.discard();
      if (events[2].revents != 0) error_.discard();
    }
  }

  Reaper& reaper_;
  net::FileDescriptor process_;
  LineReader output_;
  LineReader error_;
  std::function<void(ProcessEnd)> ended_;
  bool abandoned_ = false;
  std::array<std::optional<net::Readable>, 3> watches_;  // of descriptors above
};

ChildProcess::ChildProcess(net::AsioLoop& loop, Reaper& reaper, const NetworkNamespace& where,
                           const std::vector<std::string>& words, Handlers handlers)
    : parts_(std::make_shared<Parts>(reaper, spawn(reaper, where, words), std::move(handlers))) {
  parts_->start(loop);
}

ChildProcess::~ChildProcess() { parts_->abandon(); }

void ChildProcess::send_signal(int signal) { parts_->send(signal); }
pid_t ChildProcess::pid() const { return parts_->pid; }
const std::optional<ProcessEnd>& ChildProcess::end() const { return parts_->end; }

std::string to_string(const ProcessEnd& end) {
  if (!end.killed) return fmt::format("exit code {}", end.number);
  const char* description = ::sigdescr_np(end.number);
  return fmt::format("signal {} ({})", end.number, description != nullptr ? description : "unknown");
}

}  // namespace sim
