using System.Globalization;
using InventoryFunctions.EmbeddedHost.Hosting;

namespace InventoryFunctions.EmbeddedHost.Timers;

/// <summary>When a timer ticks: a cron expression, or a fixed interval (<c>hh:mm:ss</c>), in UTC.</summary>
internal sealed class TimerSchedule
{
    private readonly Func<DateTime, DateTime?> _next;

    private TimerSchedule(Func<DateTime, DateTime?> next) => _next = next;

    /// <exception cref="HostStartException">The text is neither; the message names the function.</exception>
    public static TimerSchedule Parse(string text, string function)
    {
        if (!text.Trim().Contains(' ', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval))
        {
            return interval > TimeSpan.Zero
                ? new TimerSchedule(after => after + interval)
                : throw new HostStartException($"Function '{function}': schedule '{text}' must be a time span above zero.");
        }

        try
        {
            var expression = NcrontabExpression.Parse(text);
            return new TimerSchedule(expression.Next);
        }
        catch (FormatException error)
        {
            throw new HostStartException($"Function '{function}': schedule '{text}' can't be read: {error.Message}.", innerException: error);
        }
    }

    /// <summary>The first tick after an instant (UTC); null where the schedule has none.</summary>
    public DateTime? Next(DateTime after) => _next(after);

    /// <summary>Whether two ticks lie within a minute. Azure keeps no state of such timers, and neither does this host.</summary>
    public bool IsSubMinute(DateTime from) => Next(from) is { } first && Next(first) is { } second && second - first < TimeSpan.FromMinutes(1);
}
