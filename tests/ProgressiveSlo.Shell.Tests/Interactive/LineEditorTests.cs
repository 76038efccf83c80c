using System;
using ProgressiveSlo.Shell.Interactive;
using Xunit;

namespace ProgressiveSlo.Shell.Tests.Interactive;

public sealed class LineEditorTests
{
    private readonly LineHistory _history = new();

    [Fact]
    public void Gives_what_was_typed() => Assert.Equal("ab c", Read(new FakeTerminal().Type("ab c\r")));

    [Fact]
    public void Inserts_where_the_cursor_is() =>
        Assert.Equal(
            "xaybz",
            Read(
                new FakeTerminal()
                    .Type("ab")
                    .Press(ConsoleKey.LeftArrow)
                    .Type("y")
                    .Press(ConsoleKey.Home)
                    .Type("x")
                    .Press(ConsoleKey.End)
                    .Type("z\r")
            )
        );

    [Fact]
    public void Deletes_on_both_sides() =>
        Assert.Equal(
            "ad",
            Read(
                new FakeTerminal()
                    .Type("abcd")
                    .Press(ConsoleKey.LeftArrow, ConsoleKey.LeftArrow, ConsoleKey.Backspace, ConsoleKey.Delete)
                    .Type("\r")
            )
        );

    [Fact]
    public void Nothing_happens_at_the_ends() =>
        Assert.Equal(
            "a",
            Read(
                new FakeTerminal()
                    .Press(ConsoleKey.Backspace, ConsoleKey.LeftArrow, ConsoleKey.Delete, ConsoleKey.UpArrow, ConsoleKey.DownArrow)
                    .Type("a")
                    .Press(ConsoleKey.RightArrow, ConsoleKey.Delete)
                    .Type("\r")
            )
        );

    [Fact]
    public void A_letter_with_an_accent_or_an_emoji_is_one_step() =>
        Assert.Equal("e\u0301x🚀", Read(new FakeTerminal().Type("e\u0301🚀").Press(ConsoleKey.LeftArrow).Type("x\r")));

    [Fact]
    public void Backspace_takes_a_whole_emoji() =>
        Assert.Equal("a", Read(new FakeTerminal().Type("a👩‍💻").Press(ConsoleKey.Backspace).Type("\r")));

    [Fact]
    public void Control_keys_work_on_words_and_ends() =>
        Assert.Equal(
            "one four",
            Read(
                new FakeTerminal()
                    .Type("one two three")
                    .Control(ConsoleKey.W)
                    .Control(ConsoleKey.LeftArrow)
                    .Control(ConsoleKey.K)
                    .Type("four\r")
            )
        );

    [Fact]
    public void Escape_and_Control_U_empty_the_line() =>
        Assert.Equal("c", Read(new FakeTerminal().Type("a").Press(ConsoleKey.Escape).Type("b").Control(ConsoleKey.U).Type("c\r")));

    [Fact]
    public void Control_C_cancels() => Assert.Equal(LineOutcome.Cancelled, Outcome(new FakeTerminal().Type("abc").Control(ConsoleKey.C)));

    [Fact]
    public void A_bare_control_character_counts_as_its_key() =>
        Assert.Equal(LineOutcome.Cancelled, Outcome(new FakeTerminal().Type("abc\u0003")));

    [Fact]
    public void Control_D_ends_the_input_of_an_empty_line_only()
    {
        Assert.Equal(LineOutcome.EndOfInput, Outcome(new FakeTerminal().Control(ConsoleKey.D)));
        Assert.Equal("b", Read(new FakeTerminal().Type("ab").Press(ConsoleKey.Home).Control(ConsoleKey.D).Type("\r")));
    }

    [Fact]
    public void Up_and_Down_walk_the_history_and_come_back_to_the_draft()
    {
        _history.Add("first");
        _history.Add("second");
        _history.Add("second");

        Assert.Equal("first", Read(new FakeTerminal().Press(ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.UpArrow).Type("\r")));
        Assert.Equal("second", Read(new FakeTerminal().Press(ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.DownArrow).Type("\r")));
        Assert.Equal("draft!", Read(new FakeTerminal().Type("draft").Press(ConsoleKey.UpArrow, ConsoleKey.DownArrow).Type("!\r")));
    }

    [Fact]
    public void Tab_goes_round_the_candidates()
    {
        var completer = new FixedCompleter(4, 2, "Plan", "Phase", "Metric");

        Assert.Equal("Get-Plan x", Read(new FakeTerminal().Type("Get-Sl").Press(ConsoleKey.Tab).Type(" x\r"), completer));
        Assert.Equal(
            "Get-Metric",
            Read(new FakeTerminal().Type("Get-Sl").Press(ConsoleKey.Tab, ConsoleKey.Tab, ConsoleKey.Tab).Type("\r"), completer)
        );
        Assert.Equal(
            "Get-Plan",
            Read(
                new FakeTerminal().Type("Get-Sl").Press(ConsoleKey.Tab, ConsoleKey.Tab, ConsoleKey.Tab, ConsoleKey.Tab).Type("\r"),
                completer
            )
        );
        Assert.Equal("Get-Metric", Read(new FakeTerminal().Type("Get-Sl").Shift(ConsoleKey.Tab).Type("\r"), completer));
    }

    [Fact]
    public void Tab_completes_in_the_middle()
    {
        var completer = new FixedCompleter(0, 2, "Plan");

        Assert.Equal(
            "Plan x",
            Read(new FakeTerminal().Type("Pl x").Press(ConsoleKey.LeftArrow, ConsoleKey.LeftArrow, ConsoleKey.Tab).Type("\r"), completer)
        );
    }

    [Fact]
    public void Tab_without_candidates_rings()
    {
        var terminal = new FakeTerminal();

        Assert.Equal("x", Read(terminal.Type("x").Press(ConsoleKey.Tab).Type("\r")));
        Assert.Equal(1, terminal.Bells);
    }

    [Fact]
    public void The_screen_shows_the_prompt_the_line_and_the_cursor()
    {
        FakeTerminal terminal = new FakeTerminal().Type("abc").Press(ConsoleKey.LeftArrow).Type("\r");

        Read(terminal);

        Assert.Equal("slo> abc", terminal.Screen);
        Assert.Equal((0, 7), terminal.CursorAtLastKey);
        Assert.Equal((1, 0), terminal.Cursor);
    }

    [Theory]
    [InlineData("12345", "slo> 12345", 1, 0)]
    [InlineData("1234567", "slo> 12345\n67", 1, 2)]
    [InlineData("123456789012345", "slo> 12345\n6789012345", 2, 0)]
    public void A_long_line_wraps(string text, string screen, int row, int column)
    {
        FakeTerminal terminal = new FakeTerminal(width: 10).Type(text + "\r");

        Assert.Equal(text, Read(terminal));
        Assert.Equal(screen, terminal.Screen);
        Assert.Equal((row, column), terminal.CursorAtLastKey);
    }

    [Fact]
    public void A_wrapped_line_is_edited_in_place()
    {
        FakeTerminal terminal = new FakeTerminal(width: 10)
            .Type("1234567")
            .Press(ConsoleKey.Home, ConsoleKey.Delete, ConsoleKey.Delete)
            .Type("\r");

        Assert.Equal("34567", Read(terminal));
        Assert.Equal("slo> 34567", terminal.Screen);
        Assert.Equal((0, 5), terminal.CursorAtLastKey);
    }

    [Fact]
    public void A_command_of_several_lines_comes_back_from_the_history()
    {
        _history.Add("{\n5\n}");
        FakeTerminal terminal = new FakeTerminal().Press(ConsoleKey.UpArrow).Type("\r");

        Assert.Equal("{\n5\n}", Read(terminal));
        Assert.Equal("slo> {\n5\n}", terminal.Screen);
    }

    private string Read(FakeTerminal terminal, ILineCompleter? completer = null)
    {
        LineInput input = Editor(terminal, completer).Read("slo> ");
        Assert.Equal(LineOutcome.Entered, input.Outcome);
        return input.Text;
    }

    private LineOutcome Outcome(FakeTerminal terminal) => Editor(terminal, null).Read("slo> ").Outcome;

    private LineEditor Editor(FakeTerminal terminal, ILineCompleter? completer) =>
        new(terminal, _history, completer ?? new FixedCompleter(0, 0));

    private sealed class FixedCompleter(int start, int length, params string[] candidates) : ILineCompleter
    {
        public LineCompletions Complete(string text, int cursor) => new(start, length, candidates);
    }
}
