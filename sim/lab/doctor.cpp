#include "sim/lab/doctor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <fstream>
#include <functional>
#include <iterator>

#include "net/asio_loop.hpp"
#include "sim/lab/child_process_spawn.hpp"
#include "sim/lab/namespaces.hpp"
#include "sim/lab/port.hpp"
#include "sim/lab/reaper.hpp"
#include "sim/lab/system_call.hpp"

namespace sim {

namespace {

// What the machine said to one attempt.
struct Refusal {
  int code;  // errno
  std::string text;
};

// The child's side: the refusal goes into the pipe as its number and its text; nothing means that it went well.
void attempt_and_tell(const std::function<void()>& attempt, int pipe) {
  std::string told;
  try {
    attempt();
  } catch (const std::system_error& error) {
    told = fmt::format("{} {}", error.code().value(), error.what());
  } catch (const std::exception& error) {
    told = fmt::format("0 {}", error.what());
  }
  [[maybe_unused]] const auto written = ::write(pipe, told.data(), told.size());
}

std::string read_all(int pipe) {
  std::string text;
  std::array<char, 4096> chunk{};
  for (;;) {
    const auto length = ::read(pipe, chunk.data(), chunk.size());
    if (length < 0 && errno == EINTR) continue;
    if (length <= 0) return text;
    text.append(chunk.data(), static_cast<std::size_t>(length));
  }
}

// Tries something that would change this process in another.
std::optional<Refusal> attempt_elsewhere(const std::function<void()>& attempt) {
  std::array<int, 2> ends{};
  must(::pipe2(ends.data(), O_CLOEXEC), "make a pipe");
  const net::FileDescriptor read_end(ends[0]);
  net::FileDescriptor write_end(ends[1]);
  const auto child = must(::fork(), "fork");
  if (child == 0) {
    attempt_and_tell(attempt, write_end.number());
    ::_exit(0);
  }
  write_end = net::FileDescriptor();
  const auto told = read_all(read_end.number());
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status)) return Refusal{0, "the attempt ended by a signal"};
  if (told.empty()) return std::nullopt;
  std::size_t digits = 0;
  const int code = std::stoi(told, &digits);
  return Refusal{code, told.substr(digits + 1)};
}

std::optional<std::string> setting(const std::string& name) {
  std::ifstream file("/proc/sys/" + name);
  std::string value;
  if (!(file >> value)) return std::nullopt;
  return value;
}

// Which of the known policies stands between an ordinary user and a user namespace.
std::string user_namespace_remedy(const Refusal& /*refusal*/) {
  if (setting("user/max_user_namespaces") == "0") return "sudo sysctl user.max_user_namespaces=10000";
  if (setting("kernel/unprivileged_userns_clone") == "0") return "sudo sysctl kernel.unprivileged_userns_clone=1";
  if (setting("kernel/apparmor_restrict_unprivileged_userns") == "1") {
    return "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile for dialtone that "
           "allows "
           "userns";
  }
  return "run as root; in a container, start it with --privileged, or with --cap-add=SYS_ADMIN --cap-add=NET_ADMIN";
}

std::string device_remedy(const Refusal& refusal) {
  if (refusal.code == ENOENT || refusal.code == ENODEV || refusal.code == ENXIO) {
    return "sudo modprobe tun; in a container, start it with --device /dev/net/tun";
  }
  return "sudo chmod 666 /dev/net/tun; in a container, start it with --device /dev/net/tun";
}

std::string namespace_remedy(const Refusal& refusal) {
  if (refusal.code == EROFS || refusal.code == EACCES) {
    return "make /proc/sys writable; in a container, start it with --privileged or "
           "--security-opt systempaths=unconfined";
  }
  if (refusal.code == ENOSPC) return "sudo sysctl user.max_net_namespaces=10000 user.max_pid_namespaces=10000";
  return user_namespace_remedy(refusal);
}

std::string tap_remedy(const Refusal& refusal) {
  const bool device = refusal.text.find("/dev/net/tun") != std::string::npos;
  return device ? device_remedy(refusal) : namespace_remedy(refusal);
}

std::string gateway_remedy(const Refusal& /*refusal*/) { return "build smg, or name it with --gateway=PATH"; }

void open_device() {
  const net::FileDescriptor tun(must(::open("/dev/net/tun", O_RDWR | O_CLOEXEC), "open /dev/net/tun"));
}

void make_network() {
  enter_user_namespace_if_needed();
  NetworkNamespace::make();
}

void make_processes() {
  enter_user_namespace_if_needed();
  const Reaper reaper;
}

void make_tap() {
  enter_user_namespace_if_needed();
  net::AsioLoop loop;
  Port(loop, NetworkNamespace::make(), "lan0", net::MacAddress({0x02, 0, 0x5e, 0, 0, 1})).link().bring_up();
}

void forward() {
  enter_user_namespace_if_needed();
  NetworkNamespace::make().inside([] { set_kernel_setting("net/ipv4/ip_forward", "1"); });
}

struct Row {
  std::string what;
  std::function<void()> attempt;
  std::string (*remedy)(const Refusal&);
};

}  // namespace

std::vector<Check> examine_machine(const std::filesystem::path& gateway) {
  const bool root = may_make_networks();
  const std::vector<Row> rows = {
      {"the device /dev/net/tun", open_device, device_remedy},
      {root ? "rights over networks" : "a user namespace", enter_user_namespace_if_needed, user_namespace_remedy},
      {"a network namespace", make_network, namespace_remedy},
      {"a PID namespace", make_processes, namespace_remedy},
      {"a tap in it, up", make_tap, tap_remedy},
      {"forwarding between its interfaces", forward, namespace_remedy},
      {fmt::format("the gateway program {}", gateway.string()), [&] { find_program(gateway.string()); },
       gateway_remedy},
  };
  std::vector<Check> checks;
  for (const auto& row : rows) {
    const auto refusal = attempt_elsewhere(row.attempt);
    checks.push_back(refusal ? Check{false, row.what, refusal->text, row.remedy(*refusal)}
                             : Check{true, row.what, {}, {}});
  }
  return checks;
}

std::string to_string(const Check& check) {
  if (check.ok) return "ok  " + check.what;
  return fmt::format("no  {}: {}. Get it by: {}", check.what, check.why, check.remedy);
}

std::optional<Check> first_failure(const std::vector<Check>& checks) {
  const auto found = std::find_if(checks.begin(), checks.end(), [](const Check& check) { return !check.ok; });
  return found == checks.end() ? std::nullopt : std::optional(*found);
}

}  // namespace sim
