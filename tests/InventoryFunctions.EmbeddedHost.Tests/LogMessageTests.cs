using System.Reflection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Tests;

public sealed class LogMessageTests
{
    [Fact]
    public void EventIds_OfTheHost_AreUnique()
    {
        int[] ids =
        [
            .. typeof(EmbeddedApplication).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
                .OfType<int>(),
        ];

        Assert.NotEmpty(ids);
        Assert.Empty(ids.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key));
    }
}
