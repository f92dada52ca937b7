// The separately compiled part of Asio and Beast (docs/dependencies.md): built once, so that
// server.cpp builds in half the time.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
