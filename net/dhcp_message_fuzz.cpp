#include <cstdlib>

#include "net/dhcp_message.hpp"

// What decodes must encode to something that decodes to the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto first = net::decode_dhcp({data, size});
  if (const auto* message = std::get_if<net::DhcpMessage>(&first)) {
    if (net::decode_dhcp(net::encode(*message)) != first) std::abort();
    static_cast<void>(message->requested());
    static_cast<void>(message->lease_time());
    static_cast<void>(message->text_option(net::dhcp_option::tftp_server_name));
  }
  return 0;
}
