using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
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
    /// <exception cref="SloValidationException">The address or a header is refused.</exception>
    public static PrometheusConnection Open(Uri address, IDictionary? headers, SecureString? token, PSCredential? credential, int timeoutSec, bool skipCertificateCheck) => new(address, new PrometheusOptions
    {
        Headers = headers is null ? [] : [.. headers.Cast<DictionaryEntry>().Select(h => new KeyValuePair<string, string>(LanguagePrimitives.ConvertTo<string>(h.Key), LanguagePrimitives.ConvertTo<string>(h.Value)))],
        Authorization = token is not null ? PrometheusAuthorization.Bearer(token) : credential is not null ? PrometheusAuthorization.Basic(credential.UserName, credential.Password) : null,
        SkipCertificateCheck = skipCertificateCheck,
        Timeout = TimeSpan.FromSeconds(timeoutSec),
    });

    /// <summary>What PowerShell calls a kind of error.</summary>
    public static ErrorCategory Category(PrometheusErrorKind kind) => kind switch
    {
        PrometheusErrorKind.Unreachable => ErrorCategory.ConnectionError,
        PrometheusErrorKind.Timeout => ErrorCategory.OperationTimeout,
        PrometheusErrorKind.Unauthorized => ErrorCategory.AuthenticationError,
        PrometheusErrorKind.BadRequest => ErrorCategory.InvalidArgument,
        _ => ErrorCategory.InvalidResult,
    };
}
