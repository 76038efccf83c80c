using System;
using System.Management.Automation.Language;

namespace ProgressiveSlo.Shell;

/// <summary>
/// Finds out whether a script wants standard input as <c>$input</c>. Only then do we read it: a script that does not ask
/// must not wait for a pipe nobody closes, and a native command in it may want the input for itself.
/// </summary>
internal static class InputUse
{
    public static bool InText(string script) => Uses(Parser.ParseInput(script, out _, out _));

    public static bool InFile(string path) => Uses(Parser.ParseFile(path, out _, out _));

    private static bool Uses(Ast script) => script.Find(IsInputVariable, searchNestedScriptBlocks: false) is not null;

    private static bool IsInputVariable(Ast ast) =>
        ast is VariableExpressionAst { VariablePath: { IsVariable: true } path }
        && path.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase);
}
