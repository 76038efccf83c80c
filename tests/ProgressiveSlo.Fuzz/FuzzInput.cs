using System.Diagnostics.CodeAnalysis;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Fuzz;

/// <summary>One input, with what a target does with it: each step is measured, and its errors must be documented ones.</summary>
internal sealed class FuzzInput(string text)
{
    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>The most processor time that one step took.</summary>
    public TimeSpan Work { get; private set; }

    /// <summary>The most that one step allocated, in bytes.</summary>
    public long Allocated { get; private set; }

    /// <summary>Does one thing of the product.</summary>
    public T Do<T>(Func<T> step)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = ProgressiveSlo.Testing.Work.OfThisThread();
        try
        {
            return step();
        }
        finally
        {
            var work = ProgressiveSlo.Testing.Work.OfThisThread() - start;
            Work = work > Work ? work : Work;
            Allocated = Math.Max(Allocated, GC.GetAllocatedBytesForCurrentThread() - bytes);
        }
    }

    /// <summary>Does one thing of the product that may refuse, with an exception that its methods name.</summary>
    /// <returns>Whether it did not.</returns>
    public bool TryDo<T>(Func<T> step, [NotNullWhen(true)] out T? result)
        where T : class
    {
        try
        {
            result = Do(step);
            return true;
        }
        catch (Exception e) when (IsDocumented(e))
        {
            CheckRefusal(e);
            result = null;
            return false;
        }
    }

    /// <summary>What a sink or a list of the product says is wrong: each has words, a fix and a place in the text.</summary>
    public static void Check(IEnumerable<DocumentProblem> problems)
    {
        foreach (var problem in problems)
        {
            Check(problem.Problem);
            CheckMessage(problem.ToString());
            Must(problem.Line >= 0 && problem.Column >= 0, $"The place of a problem is {problem.Line},{problem.Column}");
        }
    }

    /// <summary>A message of the product prints on a line, and is no command of a pipeline.</summary>
    public static void CheckMessage(string message)
    {
        Must(message.Trim().Length > 0, "A message is empty");
        if (OutputText.FindHostile(message, allowsLines: false) is { } found)
            throw new WrongResultException($"A message has {found}: {OutputText.Escape(message)}");
    }

    /// <summary>Fails this input when something does not hold.</summary>
    public static void Must([DoesNotReturnIf(false)] bool holds, string otherwise)
    {
        if (!holds)
            throw new WrongResultException(otherwise);
    }

    private static bool IsDocumented(Exception exception) =>
        exception
            is SloDocumentException
                or SloValidationException
                or ManifestNotWritableException
                or PromQlSyntaxException
                or PrometheusException
                or TransientException;

    private static void CheckRefusal(Exception exception)
    {
        switch (exception)
        {
            case SloDocumentException document:
                Must(document.Problems.Count > 0, "A document is refused without a problem");
                Check(document.Problems);
                return;
            case SloValidationException validation:
                Check(validation.Problem);
                break;
            case ManifestNotWritableException manifest:
                Check(manifest.Problem);
                break;
            case PromQlSyntaxException syntax:
                Must(syntax.Problem.Length > 0 && syntax.Expected.Length > 0, "A syntax error has no words or no fix");
                break;
            case PrometheusException prometheus:
                Must(prometheus.Problem.Length > 0 && prometheus.Fix.Length > 0, "A refusal of an answer has no words or no fix");
                break;
            case TransientException transient:
                CheckRefusal(transient.Failure);
                return;
        }

        CheckMessage(exception.Message);
    }

    private static void Check(FieldProblem problem) =>
        Must(problem.Message.Trim().Length > 0 && problem.Fix.Trim().Length > 0, $"A problem has no words or no fix: {problem}");
}

/// <summary>The product gave something that is wrong, though it threw nothing.</summary>
internal sealed class WrongResultException(string message) : Exception(message);
