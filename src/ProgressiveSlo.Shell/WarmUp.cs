using System.Collections.ObjectModel;
using System.Linq.Expressions;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading;

namespace ProgressiveSlo.Shell;

/// <summary>
/// Opening the engine keeps one processor busy and leaves the others idle. Meanwhile a second thread runs what the first
/// script needs after that and what costs only the first time: the parser, and the compiler of expressions. It has no
/// effect but time; whatever goes wrong in it goes wrong again, and is reported, where it is really needed.
/// </summary>
internal static class WarmUp
{
    public static void Start()
    {
        if (Environment.ProcessorCount < 2)
            return;

        new Thread(Run) { IsBackground = true, Name = "Warm-up" }.Start();
    }

    private static void Run()
    {
        try
        {
            Parser.ParseInput("@{ Name = @('text', 1) }\nGet-Something -Name $_.Value | Out-Something", out _, out _);
            var value = Expression.Parameter(typeof(object), "value");
            var call = Expression.Lambda<Func<object, string>>(
                Expression.TryCatch(
                    Expression.Call(Expression.Convert(value, typeof(string)), nameof(string.Trim), Type.EmptyTypes),
                    Expression.Catch(typeof(InvalidCastException), Expression.Constant(""))
                ),
                value
            );
            call.Compile()("");
            var site = CallSite<Func<CallSite, object, object>>.Create(new SameValue());
            site.Target(site, "");
            new StringDecorated("\u001b[1mtext\u001b[0m").ToString(OutputRendering.PlainText);
            _ = new Regex("^a+[bc]*$", RegexOptions.Compiled).IsMatch("ab");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // See above.
        }
    }

    private sealed class SameValue : CallSiteBinder
    {
        public override Expression Bind(object[] args, ReadOnlyCollection<ParameterExpression> parameters, LabelTarget returnLabel) =>
            Expression.IfThen(
                Expression.TypeEqual(parameters[0], typeof(string)),
                Expression.Return(returnLabel, parameters[0], typeof(object))
            );
    }
}
