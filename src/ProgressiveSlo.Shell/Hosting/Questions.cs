using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>
/// Questions to the person at the terminal: missing mandatory parameters, -Confirm, credentials. Where nobody can answer,
/// asking is an error at once, because a build step that waits for an answer hangs until its time limit.
/// </summary>
internal sealed class Questions(StandardStreams streams, bool mayAsk)
{
    public string ReadLine(PSHostUserInterface ui)
    {
        RequireSomebody(ui, "Input");
        return Console.ReadLine() ?? throw EndOfInput();
    }

    public SecureString ReadSecret(PSHostUserInterface ui)
    {
        RequireSomebody(ui, "A secret");
        var secret = new SecureString();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    streams.Error.WriteLine(string.Empty);
                    secret.MakeReadOnly();
                    return secret;
                case ConsoleKey.Backspace:
                    if (secret.Length > 0)
                    {
                        secret.RemoveAt(secret.Length - 1);
                    }

                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        secret.AppendChar(key.KeyChar);
                    }

                    break;
            }
        }
    }

    public Dictionary<string, PSObject> AskFields(
        PSHostUserInterface ui,
        string caption,
        string message,
        Collection<FieldDescription> descriptions
    )
    {
        RequireSomebody(ui, string.Join(", ", descriptions.Select(field => field.Name)));
        Say(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in descriptions)
        {
            answers[field.Name] = AskField(ui, field);
        }

        return answers;
    }

    public int AskChoice(PSHostUserInterface ui, string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireSomebody(ui, "A choice");
        Say(caption, message);
        (string Key, string Label)[] options = [.. choices.Select(Option)];
        string line = string.Join("  ", options.Select(option => $"[{option.Key}] {option.Label}"));
        if (defaultChoice >= 0)
        {
            line += $"  (default is \"{options[defaultChoice].Key}\")";
        }

        while (true)
        {
            streams.Error.Write(line + ": ");
            string answer = ReadLine(ui).Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            int index = Array.FindIndex(
                options,
                option =>
                    option.Key.Equals(answer, StringComparison.OrdinalIgnoreCase)
                    || option.Label.Equals(answer, StringComparison.OrdinalIgnoreCase)
            );
            if (index >= 0)
            {
                return index;
            }
        }
    }

    public PSCredential AskCredential(PSHostUserInterface ui, string caption, string message, string userName)
    {
        RequireSomebody(ui, "A credential");
        Say(caption, message);
        string user = userName;
        while (string.IsNullOrWhiteSpace(user))
        {
            streams.Error.Write("User: ");
            user = ReadLine(ui);
        }

        streams.Error.Write($"Password for {user}: ");
        return new PSCredential(user, ReadSecret(ui));
    }

    private PSObject AskField(PSHostUserInterface ui, FieldDescription field)
    {
        Type type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(SecureString))
        {
            streams.Error.Write($"{field.Name}: ");
            return PSObject.AsPSObject(ReadSecret(ui));
        }

        if (type == typeof(PSCredential))
        {
            return PSObject.AsPSObject(AskCredential(ui, string.Empty, string.Empty, string.Empty));
        }

        if (!type.IsArray)
        {
            streams.Error.Write($"{field.Name}: ");
            return PSObject.AsPSObject(ReadLine(ui));
        }

        var items = new List<string>();
        while (true)
        {
            streams.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{field.Name}[{items.Count}]: "));
            string item = ReadLine(ui);
            if (item.Length == 0)
            {
                return PSObject.AsPSObject(items.ToArray());
            }

            items.Add(item);
        }
    }

    private static (string Key, string Label) Option(ChoiceDescription choice)
    {
        string label = choice.Label.Replace("&", string.Empty, StringComparison.Ordinal);
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return (mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[(mark + 1)..(mark + 2)] : label, label);
    }

    private void Say(params string[] lines)
    {
        foreach (string line in lines.Where(line => !string.IsNullOrEmpty(line)))
        {
            streams.Error.WriteLine(line);
        }
    }

    private void RequireSomebody(PSHostUserInterface ui, string what)
    {
        ((ShellHostUserInterface)ui).HideProgress();
        if (!mayAsk)
        {
            throw new HostException(
                $"{what} is needed, and there is nobody to ask: slo is not running at a terminal.",
                null,
                "SloNonInteractive",
                ErrorCategory.InvalidOperation
            );
        }
    }

    private static HostException EndOfInput() =>
        new("The input ended before the question was answered.", null, "SloEndOfInput", ErrorCategory.OperationStopped);
}
