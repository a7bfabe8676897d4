#include <algorithm>
#include <cstdlib>

#include "net/dhcp_message.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// The same options, in whatever order the fields of a small message give them.
void check_within(const net::DhcpMessage& message, std::size_t largest) {
  if (!fits(message, largest)) return;
  const auto bytes = net::encode(message, largest);
  const auto* relay = message.option(net::dhcp_option::relay_agent_information);
  require(bytes.size() + 28 <= (relay != nullptr ? std::size_t{1500} : largest));
  const auto read = net::decode_dhcp(bytes);
  const auto* again = std::get_if<net::DhcpMessage>(&read);
  require(again != nullptr && again->options.size() == message.options.size());
  require(std::is_permutation(again->options.begin(), again->options.end(), message.options.begin()));
}

}  // namespace

// What decodes must encode to something that decodes to the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto first = net::decode_dhcp({data, size});
  if (const auto* message = std::get_if<net::DhcpMessage>(&first)) {
    require(net::decode_dhcp(net::encode(*message)) == first);
    static_cast<void>(message->requested());
    static_cast<void>(message->lease_time());
    static_cast<void>(message->text_option(net::dhcp_option::tftp_server_name));
    check_within(*message, 576);
    check_within(*message, 700);
  }
  return 0;
}
