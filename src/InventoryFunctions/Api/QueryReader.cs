using System.Globalization;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace InventoryFunctions.Api;

/// <summary>
/// Reads the parameters of a request's query, then <see cref="Demand"/> ends the request where any of them is malformed or unknown:
/// a misspelt filter or dry run must not pass for an absent one.
/// </summary>
public sealed class QueryReader(HttpRequest request)
{
    // The first that Table Storage knows.
    private static readonly DateTimeOffset FirstTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Functions keys may come in the query.
    private readonly HashSet<string> known = new(["code", "clientId"], StringComparer.OrdinalIgnoreCase);
    private readonly List<BrokenRule> broken = [];

    /// <summary>The parameter <paramref name="name"/>, or null where it is absent or empty.</summary>
    public string? Text(string name)
    {
        known.Add(name);
        StringValues values = request.Query[name];
        if (values.Count > 1)
        {
            Break(name, "may be given once only");
        }

        return string.IsNullOrEmpty(values.ToString()) ? null : values[0];
    }

    /// <summary>A time; see <see cref="UtcTime"/>.</summary>
    public DateTimeOffset? Time(string name)
    {
        // A plus sign that was not escaped arrives as a space.
        string? text = Text(name)?.Replace(' ', '+');
        if (text is null)
        {
            return null;
        }

        if (UtcTime.TryParse(text, out DateTimeOffset time))
        {
            if (time < FirstTime)
            {
                Break(name, FormattableString.Invariant($"must not be before {FirstTime:yyyy-MM-dd}"));
            }

            return time;
        }

        Break(name, UtcTime.Rule);
        return null;
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public int? Number(string name, int min, int max)
    {
        string? text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max)
        {
            return number;
        }

        Break(name, FormattableString.Invariant($"must be a whole number from {min:N0} to {max:N0}"));
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>; absent: false.</summary>
    public bool Flag(string name)
    {
        string? text = Text(name);
        bool flag = false;
        if (text is null || bool.TryParse(text, out flag))
        {
            return flag;
        }

        Break(name, "must be true or false");
        return false;
    }

    /// <summary>One of <paramref name="words"/>, regardless of case.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        string? text = Text(name);
        foreach ((string word, T value) in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        if (text is not null)
        {
            Break(name, $"must be one of {string.Join(", ", words.Keys)}");
        }

        return null;
    }

    /// <summary>One of an enum's names, regardless of case.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum => Choice(name, Enum.GetValues<T>().ToDictionary(value => value.ToString()));

    /// <summary>The stock status by its words.</summary>
    public StockStatus? Status(string name) => Choice(name, Enum.GetValues<StockStatus>().ToDictionary(StockStatusNames.ToText));

    /// <summary>Parameters <c>pageSize</c> and <c>continuation</c>.</summary>
    public PageRequest Page() =>
        new(Number("pageSize", 1, PageRequest.MaxSize) ?? PageRequest.DefaultSize, Text("continuation"));

    /// <summary>Notes a rule that only the caller knows, e.g. one between two parameters.</summary>
    public void Break(string name, string rule) => broken.Add(new BrokenRule(name, rule));

    /// <summary>Ends the request with 400 and every broken rule, if there is one. Call it after the last parameter is read.</summary>
    public void Demand()
    {
        foreach (string name in request.Query.Keys.Where(name => !known.Contains(name)))
        {
            Break(name, "is not a parameter of this call");
        }

        if (broken.Count > 0)
        {
            throw new ApiException(ApiProblem.Invalid(broken));
        }
    }
}
