#include "sim/interrupt.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace sim {
namespace {

volatile std::sig_atomic_t asked = 0;
volatile std::sig_atomic_t wake = -1;

extern "C" void on_signal(int signal_number) {
  if (asked != 0) {
    std::signal(signal_number, SIG_DFL);
    std::raise(signal_number);
    return;
  }
  asked = 1;
  const int saved = errno;
  [[maybe_unused]] const auto written = ::write(wake, "!", 1);
  errno = saved;
}

void set_handler(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt() {
  assert(wake == -1);
  if (::pipe2(pipe_, O_CLOEXEC | O_NONBLOCK) != 0)
    throw std::system_error(errno, std::generic_category(), "make a pipe");
  asked = 0;
  wake = pipe_[1];
  set_handler(on_signal);
}

Interrupt::~Interrupt() {
  set_handler(SIG_DFL);
  wake = -1;
  ::close(pipe_[0]);
  ::close(pipe_[1]);
}

bool Interrupt::requested() { return asked != 0; }

}  // namespace sim
