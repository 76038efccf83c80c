using System.Collections;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What the cmdlets that ask a Prometheus share: who asks, how long they wait, and that they can be stopped.</summary>
public abstract class PrometheusCmdlet : SloCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Name and password.</summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>A bearer token.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Token { get; set; }

    /// <summary>Headers of each request.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Header { get; set; }

    /// <summary>The most seconds that one request may take.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>Take the server's certificate as it is.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">Whether it is not the finalizer that calls.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Ends the call when there are both a token and a credential.</summary>
    private protected void RejectTwoCredentials(string errorIdPrefix)
    {
        if (Credential is not null && Token is not null)
            Stop(
                new SloValidationException("Token", "A token and a credential were given, and a request has one of them", "Leave one out"),
                errorIdPrefix + "Token",
                ErrorCategory.InvalidArgument,
                null
            );
    }

    /// <summary>Asks a Prometheus. What it refuses ends the call; a pipeline that is being stopped says so itself.</summary>
    private protected void UseConnection(Uri address, string errorIdPrefix, Action<PrometheusConnection> ask)
    {
        try
        {
            using var connection = Open(address);
            ask(connection);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nothing to say.
        }
        catch (Exception e) when (ErrorMap.Find(e, PrometheusErrors.Ask(errorIdPrefix), HostOf(address)) is { } record)
        {
            Stop(record);
        }
    }

    // Of an address the host alone is shown: the rest may hold a password.
    private protected static string? HostOf(Uri address) => address.IsAbsoluteUri ? address.Host : null;

    /// <summary>Shows how many services are done.</summary>
    private protected void WriteProgress(string activity, EvidenceProgress progress) =>
        WriteProgress(
            new ProgressRecord(
                1,
                activity,
                string.Format(
                    CultureInfo.InvariantCulture,
                    "{0} of {1} services, {2} queries",
                    progress.Done,
                    progress.Total,
                    progress.Queries
                )
            )
            {
                PercentComplete = progress.Total == 0 ? 100 : 100 * progress.Done / progress.Total,
                RecordType = progress.Done == progress.Total ? ProgressRecordType.Completed : ProgressRecordType.Processing,
            }
        );

    /// <summary>Opens a connection; nothing is sent yet.</summary>
    /// <exception cref="SloValidationException">The address or a header is refused.</exception>
    private protected PrometheusConnection Open(Uri address) =>
        ConnectionArgument.Open(address, Header, Token, Credential, TimeoutSec, SkipCertificateCheck, WriteWarning);

    /// <summary>Does work that cannot be interrupted on another thread, and leaves it behind when the pipeline is stopped.</summary>
    /// <returns>False when the pipeline is being stopped.</returns>
    private protected bool RunCancellable(Action work)
    {
        if (_stop.IsCancellationRequested)
            return false;
        var task = Task.Run(work);
        try
        {
            task.Wait(_stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return false;
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Capture(e.InnerException!).Throw();
            return false;
        }
    }
}
