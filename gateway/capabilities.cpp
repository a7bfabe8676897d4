#include "gateway/capabilities.hpp"

#include <cap-ng.h>
#include <sys/prctl.h>

#include <cerrno>
#include <string_view>
#include <system_error>

namespace gateway {

namespace {

// libcap-ng keeps its state for each thread; this is that of the process as it stands.
bool have(unsigned capability) {
  if (capng_get_caps_process() != 0) throw std::system_error(errno, std::generic_category(), "read capabilities");
  return capng_have_capability(CAPNG_EFFECTIVE, capability) != 0;
}

}  // namespace

std::optional<std::string> missing_capability() {
  constexpr std::string_view help =
      "\n  = help: run it as root, or once: setcap cap_net_raw,cap_net_bind_service,cap_net_admin+ep smg";
  if (!have(CAP_NET_RAW)) return "CAP_NET_RAW is missing: DHCP is read and written as frames" + std::string(help);
  if (!have(CAP_NET_BIND_SERVICE))
    return "CAP_NET_BIND_SERVICE is missing: DHCP and DNS have ports below 1024" + std::string(help);
  return std::nullopt;
}

bool may_administer_network() { return have(CAP_NET_ADMIN); }

void drop_capabilities() {
  const auto fail = [] {
    throw std::system_error(errno != 0 ? errno : EPERM, std::generic_category(), "drop capabilities");
  };
  const bool may_bound = have(CAP_SETPCAP);
  const bool administers = have(CAP_NET_ADMIN);
  errno = 0;
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail();
  if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0) fail();
  capng_clear(CAPNG_SELECT_BOTH);
  const auto both = static_cast<capng_type_t>(CAPNG_EFFECTIVE | CAPNG_PERMITTED);
  if (capng_update(CAPNG_ADD, both, CAP_NET_BIND_SERVICE) != 0) fail();
  if (administers && capng_update(CAPNG_ADD, both, CAP_NET_ADMIN) != 0) fail();
  if (may_bound && capng_apply(CAPNG_SELECT_BOUNDS) != 0) fail();
  if (capng_apply(CAPNG_SELECT_CAPS) != 0) fail();
}

}  // namespace gateway
