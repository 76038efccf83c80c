using System.Collections;
using System.Management.Automation;
using System.Security;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>The parameters of cmdlets that ask a Prometheus: address, headers, who asks, and how long to wait.</summary>
internal static class ConnectionArgument
{
    /// <summary>Opens a connection; nothing is sent yet.</summary>
    /// <param name="address">The address.</param>
    /// <param name="headers">Headers of each request, or null.</param>
    /// <param name="token">A bearer token, or null.</param>
    /// <param name="credential">Name and password, or null; not beside a token.</param>
    /// <param name="timeoutSec">The most seconds that one request may take.</param>
    /// <param name="skipCertificateCheck">Whether to take the server's certificate as it is.</param>
    /// <param name="warn">Called when a line break was left out of a credential.</param>
    /// <exception cref="SloValidationException">The address or a header is refused.</exception>
    public static PrometheusConnection Open(
        Uri address,
        IDictionary? headers,
        SecureString? token,
        PSCredential? credential,
        int timeoutSec,
        bool skipCertificateCheck,
        Action<string> warn
    ) => new(address, Options(headers, token, credential, timeoutSec, skipCertificateCheck, warn));

    /// <summary>The same parameters, for a connection that is opened elsewhere.</summary>
    public static PrometheusOptions Options(
        IDictionary? headers,
        SecureString? token,
        PSCredential? credential,
        int timeoutSec,
        bool skipCertificateCheck,
        Action<string> warn
    ) =>
        new()
        {
            Headers = headers is null
                ? []
                :
                [
                    .. headers
                        .Entries()
                        .Select(h =>
                            (Name: LanguagePrimitives.ConvertTo<string>(h.Key), Value: LanguagePrimitives.ConvertTo<string>(h.Value))
                        )
                        .Select(h => new KeyValuePair<string, string>(h.Name, CredentialText.CleanHeader(h.Name, h.Value, warn))),
                ],
            Authorization =
                token is not null ? PrometheusAuthorization.Bearer(CredentialText.CleanToken(token, warn))
                : credential is not null
                    ? PrometheusAuthorization.Basic(
                        credential.UserName,
                        CredentialText.CleanPassword(credential.UserName, credential.Password, warn)
                    )
                : null,
            SkipCertificateCheck = skipCertificateCheck,
            Timeout = TimeSpan.FromSeconds(timeoutSec),
        };

    /// <summary>Opens a connection to a server that is probed, and not asked for evidence: nobody wants to wait long for it.</summary>
    /// <param name="address">The address.</param>
    /// <param name="product">What messages call the server.</param>
    /// <param name="field">The parameter that names it.</param>
    /// <param name="options">Who asks, and how long to wait.</param>
    /// <exception cref="SloValidationException">The address or a header is refused.</exception>
    public static PrometheusConnection OpenProbe(Uri address, string product, string field, PrometheusOptions options) =>
        new(address, options with { Product = product, MaxRetries = 2 }, field);
}
