#pragma once

#include <string>

#include "net/address.hpp"
#include "net/file_descriptor.hpp"

namespace gateway {

// The hardware address of an interface of this machine. Throws std::system_error: "look up lan0: No such device".
net::MacAddress mac_of_interface(const std::string& name);

// Throws std::system_error when there is no such interface.
void require_interface(const std::string& name);

// Makes the kernel forward IPv4 that comes in on this interface; true when it did not before. Throws
// std::system_error when that cannot be.
bool start_forwarding(const std::string& interface_name);

// A socket that holds UDP port 67 on one interface and hears nothing. DHCP is read as frames; without this socket
// the kernel would answer every unicast renewal with "port unreachable".
net::FileDescriptor hold_server_port(const std::string& interface_name);

}  // namespace gateway
