using System;
using System.IO;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>Says in our own words what went wrong below HTTP.</summary>
internal static class TransportFailure
{
    /// <summary>Whether the handshake failed: the certificate is not trusted, or the other side speaks no TLS.</summary>
    public static bool IsUntrusted(Exception failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            if (e is AuthenticationException)
                return true;
        }

        return false;
    }

    public static string Words(Exception failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SocketException socket:
                    return socket.SocketErrorCode switch
                    {
                        SocketError.ConnectionRefused => "the connection is refused",
                        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host's name is not known",
                        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "the connection is reset",
                        SocketError.TimedOut => "the connection times out",
                        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no way to the host",
                        var code => "the connection fails with " + code.ToString(),
                    };
                case EndOfStreamException:
                    return "the connection ends too early";
            }
        }

        return failure is IOException or ObjectDisposedException ? "the connection ends too early" : "the connection fails";
    }
}
