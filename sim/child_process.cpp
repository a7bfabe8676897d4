#include "sim/child_process.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "net/asio_loop.hpp"
#include "sim/child_process_spawn.hpp"
#include "sim/reaper.hpp"
#include "sim/system_call.hpp"

namespace sim {

namespace asio = boost::asio;
using boost::system::error_code;
using LineHandler = std::function<void(std::string_view)>;

namespace {

// Cuts what is read from a pipe into lines.
class LineReader {
 public:
  enum class Outcome { read, nothing_yet, finished };

  LineReader(asio::io_context& io, Descriptor pipe, LineHandler handler)
      : pipe_(io, pipe.release()), handler_(std::move(handler)) {
    pipe_.non_blocking(true);
  }

  asio::posix::stream_descriptor& pipe() { return pipe_; }
  void silence() { silent_ = true; }  // from inside the handler too

  // Reads once, passing on every whole line. At the end the pipe is closed, after the line that has no end.
  Outcome read() {
    if (!pipe_.is_open()) return Outcome::finished;
    error_code fault;
    const auto length = pipe_.read_some(asio::buffer(chunk_), fault);
    if (fault == asio::error::would_block) return Outcome::nothing_yet;
    if (fault == asio::error::interrupted) return Outcome::read;
    if (fault) {
      pass_on_the_rest();
      close();
      return Outcome::finished;
    }
    pending_.append(chunk_.data(), length);
    pass_on_lines();
    return Outcome::read;
  }

  // Reads once and forgets it. Unlike the others it may be called while a handler of this object is at work.
  void discard() {
    std::array<char, 4096> forgotten{};
    error_code fault;
    pipe_.read_some(asio::buffer(forgotten), fault);
    if (fault && fault != asio::error::would_block && fault != asio::error::interrupted) close();
  }

  void close() {  // cancels what is under way, and so lets go of its owner
    error_code ignored;
    pipe_.close(ignored);
  }

  // Reads what a full pipe can hold (pipe(7)): after the writer's end, all that it wrote.
  void read_to_the_end() {
    for (std::size_t octets = 0; octets <= pipe_capacity && read() == Outcome::read;) octets += chunk_.size();
    pass_on_the_rest();
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

  asio::posix::stream_descriptor pipe_;
  LineHandler handler_;
  bool silent_ = false;
  std::string pending_;
  std::array<char, 4096> chunk_{};
};

}  // namespace

// Lives until neither the ChildProcess nor a read under way in the loop needs it.
class ChildProcess::Parts : public std::enable_shared_from_this<ChildProcess::Parts> {
 public:
  Parts(asio::io_context& io, Reaper& reaper, SpawnedProcess spawned, Handlers handlers)
      : pid(spawned.pid),
        reaper_(reaper),
        process_(io, spawned.process.release()),
        output_(io, std::move(spawned.output), std::move(handlers.output)),
        error_(io, std::move(spawned.error), std::move(handlers.error)),
        ended_(std::move(handlers.ended)) {
    reaper_.child_born();
  }

  void start() {
    watch(output_);
    watch(error_);
    process_.async_wait(asio::posix::stream_descriptor::wait_read, [self = shared_from_this()](error_code fault) {
      if (!fault && !self->abandoned_) self->end_noticed();
    });
  }

  void send(int signal) {
    if (!end) signal_process(process_.native_handle(), signal);
  }

  void abandon() {
    abandoned_ = true;
    output_.silence();
    error_.silence();
    if (!end) terminate();
    error_code ignored;
    process_.close(ignored);
    output_.close();
    error_.close();
  }

  const pid_t pid;
  std::optional<ProcessEnd> end;

 private:
  void watch(LineReader& reader) {
    reader.pipe().async_wait(asio::posix::stream_descriptor::wait_read,
                             [self = shared_from_this(), &reader](error_code fault) {
                               if (fault || self->abandoned_) return;
                               const auto outcome = reader.read();
                               if (outcome != LineReader::Outcome::finished && !self->abandoned_)
                                 self->watch(reader);
                             });
  }

  void end_noticed() {
    bury();
    output_.read_to_the_end();
    error_.read_to_the_end();
    if (!abandoned_ && ended_) ended_(*end);
  }

  void bury() {
    // The loop has made the pidfd non-blocking, and waitid(2) heeds that: EAGAIN until the process has ended.
    pollfd event{process_.native_handle(), POLLIN, 0};
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
      std::array<pollfd, 3> events{{{process_.native_handle(), POLLIN, 0}, of(output_), of(error_)}};
      ::poll(events.data(), events.size(), static_cast<int>(left.count()));
      if (events[0].revents != 0) return true;
      if (events[1].revents != 0) output_.discard();
      if (events[2].revents != 0) error_.discard();
    }
  }

  static pollfd of(LineReader& reader) {  // a closed one is -1, which poll(2) passes over
    return {reader.pipe().is_open() ? reader.pipe().native_handle() : -1, POLLIN, 0};
  }

  Reaper& reaper_;
  asio::posix::stream_descriptor process_;
  LineReader output_;
  LineReader error_;
  std::function<void(ProcessEnd)> ended_;
  bool abandoned_ = false;
};

ChildProcess::ChildProcess(net::AsioLoop& loop, Reaper& reaper, const NetworkNamespace& where,
                           const std::vector<std::string>& words, Handlers handlers)
    : parts_(std::make_shared<Parts>(loop.io(), reaper, spawn(reaper, where, words), std::move(handlers))) {
  parts_->start();
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
