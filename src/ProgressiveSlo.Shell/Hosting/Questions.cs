using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>
/// Questions of a script to the person at the terminal: missing mandatory parameters, -Confirm, credentials. Where nobody can answer,
/// asking is an error at once, because a build step that waits for an answer hangs until its time limit.
/// </summary>
internal sealed class Questions(StandardStreams streams, bool mayAsk, Action hideProgress)
{
    public string ReadLine()
    {
        RequireSomebody("Input");
        return Console.ReadLine()
            ?? throw new HostException(
                "The input ended before the question was answered.",
                null,
                "SloEndOfInput",
                ErrorCategory.OperationStopped
            );
    }

    public SecureString ReadSecret()
    {
        RequireSomebody("A secret");
        var secret = new SecureString();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
                secret.RemoveAt(secret.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                secret.AppendChar(key.KeyChar);
        }

        streams.Error.WriteLine("");
        secret.MakeReadOnly();
        return secret;
    }

    public Dictionary<string, PSObject> AskFields(string caption, string message, Collection<FieldDescription> fields)
    {
        RequireSomebody(string.Join(", ", fields.Select(field => field.Name)));
        Say(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
            answers[field.Name] = PSObject.AsPSObject(AskField(field));
        return answers;
    }

    public int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireSomebody("A choice");
        Say(caption, message);
        (string Key, string Label)[] options = [.. choices.Select(Option)];
        var line = string.Join("  ", options.Select(option => $"[{option.Key}] {option.Label}"));
        if (defaultChoice >= 0)
            line += $"  (default is \"{options[defaultChoice].Key}\")";

        while (true)
        {
            var answer = Ask(line).Trim();
            var index =
                answer.Length == 0 ? defaultChoice : Array.FindIndex(options, option => Is(option.Key, answer) || Is(option.Label, answer));
            if (index >= 0)
                return index;
        }
    }

    public PSCredential AskCredential(string caption, string message, string userName)
    {
        RequireSomebody("A credential");
        Say(caption, message);
        var user = userName;
        while (string.IsNullOrWhiteSpace(user))
            user = Ask("User");
        streams.Error.Write($"Password for {user}: ");
        return new PSCredential(user, ReadSecret());
    }

    private object AskField(FieldDescription field)
    {
        var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(PSCredential))
            return AskCredential("", "", "");

        if (type == typeof(SecureString))
        {
            streams.Error.Write($"{field.Name}: ");
            return ReadSecret();
        }

        if (!type.IsArray)
            return Ask(field.Name);

        var items = new List<string>();
        while (Ask(string.Create(CultureInfo.InvariantCulture, $"{field.Name}[{items.Count}]")) is { Length: > 0 } item)
            items.Add(item);
        return items.ToArray();
    }

    private string Ask(string what)
    {
        streams.Error.Write(what + ": ");
        return ReadLine();
    }

    private static (string Key, string Label) Option(ChoiceDescription choice)
    {
        var label = choice.Label.Replace("&", "", StringComparison.Ordinal);
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return (mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[(mark + 1)..(mark + 2)] : label, label);
    }

    private static bool Is(string text, string answer) => text.Equals(answer, StringComparison.OrdinalIgnoreCase);

    private void Say(params string[] lines)
    {
        foreach (var line in lines.Where(line => !string.IsNullOrEmpty(line)))
            streams.Error.WriteLine(line);
    }

    private void RequireSomebody(string what)
    {
        hideProgress();
        if (!mayAsk)
            throw new HostException(
                $"{what} is needed, and there is nobody to ask: slo is not running at a terminal.",
                null,
                "SloNonInteractive",
                ErrorCategory.InvalidOperation
            );
    }
}
