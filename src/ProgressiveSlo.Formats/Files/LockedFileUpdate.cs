using System.Diagnostics;
using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Files;

/// <summary>Changes a file in place: reads, changes and replaces it, with no other process in between.</summary>
internal static class LockedFileUpdate
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Changes a file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="read">Reads what it holds.</param>
    /// <param name="change">Makes the new content of the one in the file; null leaves the file as it is.</param>
    /// <param name="write">Writes the new content.</param>
    /// <param name="most">The most bytes that its reader takes.</param>
    /// <param name="cancel">Cancelled when nobody wants the change any more; it ends the wait for others.</param>
    /// <returns>The new content, or null.</returns>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait for others was cancelled; the file is as it was.</exception>
    public static T? Change<T>(
        string path,
        Func<T> read,
        Func<T, T?> change,
        Action<T, TextWriter> write,
        long most,
        CancellationToken cancel = default
    )
        where T : class
    {
        if (FileKinds.IsSpecial(path))
            throw NotAFile(path);
        T? changed = null;
        FileLock.Run(
            path,
            _patience,
            () =>
            {
                changed = change(read());
                if (changed is null)
                    return;
                new StaleFiles().SweepBeside(path);
                AtomicFile.Write(path, overwrite: true, output => write(changed, output), most);
            },
            cancel
        );
        return changed;
    }

    /// <summary>
    /// Changes a file after somebody was asked, which may take hours: nobody is kept from the file meanwhile. The change is made of what
    /// the file holds when the answer comes, and only when it is then still the one that the question was about.
    /// </summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <param name="read">Reads what it holds.</param>
    /// <param name="change">Makes the new content of the one in the file; null leaves the file as it is.</param>
    /// <param name="question">Says in one line what is changed, and asks; see <see cref="ChangeQuestion{T}"/>.</param>
    /// <param name="write">Writes the new content.</param>
    /// <param name="most">The most bytes that its reader takes.</param>
    /// <param name="cancel">As of the other method.</param>
    /// <returns>The new content, or null.</returns>
    /// <exception cref="SloValidationException">It would be another change now (field Path); the file is not touched.</exception>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    public static T? Change<T>(
        string path,
        string displayPath,
        Func<T> read,
        Func<T, T?> change,
        ChangeQuestion<T> question,
        Action<T, TextWriter> write,
        long most,
        CancellationToken cancel = default
    )
        where T : class
    {
        if (FileKinds.IsSpecial(path))
            throw NotAFile(path);
        var before = read();
        if (change(before) is not { } wanted || !question.Ask(before, wanted))
            return null;
        var asked = question.Describe(before, wanted);
        return Change(
            path,
            read,
            now =>
                change(now) is not { } changed ? null
                : question.Describe(now, changed) is var other && other == asked ? changed
                : throw new SloValidationException(
                    "Path",
                    $"'{PrintableText.Escape(displayPath)}' was changed while this question waited for an answer: "
                        + $"{PrintableText.Escape(asked)}. Now it would be: {PrintableText.Escape(other)}",
                    "Look at it again, and repeat the change if it is still wanted"
                ),
            write,
            most,
            cancel
        );
    }

    private static IOException NotAFile(string path) =>
        new($"'{path}' is a pipe or a device and not a file, so it cannot be changed in place.");
}

/// <summary>What somebody is asked before a file is changed.</summary>
/// <param name="Describe">Says in one line what becomes of the first content when the second one replaces it; what the question
/// says.</param>
/// <param name="Ask">Asks whether to do that.</param>
public sealed record ChangeQuestion<T>(Func<T, T, string> Describe, Func<T, T, bool> Ask);

/// <summary>
/// Keeps other processes of this machine from changing a file meanwhile, so that what was read is what is replaced. A named mutex of the
/// system and no file: nothing is left behind in a folder that is kept in Git, and it is free again when its holder is killed.
/// </summary>
internal static class FileLock
{
    // A mutex with a name cannot be waited for together with anything else on Unix.
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs an action that no other process runs on the same file at the same time.</summary>
    /// <param name="path">Full path of the file; it need not exist.</param>
    /// <param name="patience">How long to wait for others.</param>
    /// <param name="action">The action; it stays on this thread.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="IOException">Others kept the file for longer than that, or the system has no such mutexes.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static void Run(string path, TimeSpan patience, Action action, CancellationToken cancel)
    {
        using var mutex = Open(path);
        var held = false;
        try
        {
            try
            {
                held = Wait(mutex, patience, cancel);
            }
            catch (AbandonedMutexException)
            {
                // Its holder was killed. Files are replaced whole, so nothing is half done.
                held = true;
            }

            if (!held)
                throw new IOException($"Another process has been changing '{path}' for {patience.TotalSeconds:0} s. Try again.");
            action();
        }
        finally
        {
            if (held)
                mutex.ReleaseMutex();
        }
    }

    private static bool Wait(Mutex mutex, TimeSpan patience, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (!mutex.WaitOne(_look))
        {
            cancel.ThrowIfCancellationRequested();
            if (waited.Elapsed > patience)
                return false;
        }

        return true;
    }

    private static Mutex Open(string path)
    {
        try
        {
            return new Mutex(initiallyOwned: false, "Global\\ProgressiveSlo-" + Digest.Hex(FileIdentity.NameOf(path)));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or WaitHandleCannotBeOpenedException or NotSupportedException)
        {
            throw new IOException($"'{path}' cannot be kept from other processes: {e.Message}", e);
        }
    }
}
