using System.Globalization;

namespace InventoryFunctions.Retail.Replay;

/// <summary>An account for a person to read.</summary>
public static class ReplayReport
{
    private const int MostProblemsShown = 20;

    /// <summary>Writes it.</summary>
    /// <param name="account">What to write.</param>
    /// <param name="seconds">How long the replay took.</param>
    /// <param name="output">Where to.</param>
    public static void Write(ReplayAccount account, double seconds, TextWriter output)
    {
        Line(output, $"   orders    lines    pieces");
        Part(output, "orders, by what became of them", account.Orders);
        Part(output, "lines reserved", [new("reserved", account.Reserved)]);
        Part(output, "lines unavailable, and why", account.Unavailable);
        Part(output, "orders refused, and why", account.Refused);
        Sum total = account.Total;
        Line(output, $"{total.Orders:N0} orders with {total.Lines:N0} lines ({account.FileLines:N0} in the file) in {seconds:F1} s, {total.Orders / seconds:F0} orders a second");
        output.WriteLine(account.Problems.Count == 0 ? "everything is accounted for" : $"NOT accounted for: {account.Problems.Count}");
        foreach (string problem in account.Problems.Take(MostProblemsShown))
        {
            output.WriteLine($"  {problem}");
        }
    }

    private static void Part(TextWriter output, string heading, IEnumerable<KeyValuePair<string, Sum>> sums)
    {
        List<KeyValuePair<string, Sum>> lines = [.. sums];
        if (lines.Count > 0)
        {
            output.WriteLine(heading);
        }

        foreach ((string what, Sum sum) in lines)
        {
            Line(output, $"{sum.Orders,9:N0}{sum.Lines,9:N0}{sum.Pieces,10:N0}   {what}");
        }
    }

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
