using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables;

/// <summary>The stored properties of an entity class, found once per type: reading or writing an entity uses no reflection.</summary>
internal sealed class EntityTypeMap
{
    private static readonly ConcurrentDictionary<Type, EntityTypeMap> Maps = new();
    private readonly Func<ITableEntity> create;
    private readonly Dictionary<string, Member> byName;

    private EntityTypeMap(Type type)
    {
        create = type.IsAbstract || type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is not { } constructor
            ? () => throw new NotSupportedException($"{type} has no constructor without parameters.")
            : Expression.Lambda<Func<ITableEntity>>(Expression.New(constructor)).Compile();
        Members = [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0 && !property.IsDefined(typeof(IgnoreDataMemberAttribute)))
            .Select(property => new Member(property))];
        byName = Members.Where(member => member.Set != null).ToDictionary(member => member.Name);
    }

    public Member[] Members { get; }
    public static EntityTypeMap Of(Type type) => Maps.GetOrAdd(type, static type => new EntityTypeMap(type));

    public ITableEntity Read(TableEntity source)
    {
        var entity = create();
        foreach (var (name, value) in source.Properties)
        {
            if (name == TableEntity.ETagKey)
            {
                entity.ETag = new ETag((string)value);
            }
            else if (value != null && byName.TryGetValue(name, out var member))
            {
                member.Set(entity, member.Convert(value));
            }
        }

        return entity;
    }

    internal sealed class Member
    {
        private readonly Type type;

        public Member(PropertyInfo property)
        {
            type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            Name = property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;
            var target = Expression.Parameter(typeof(object));
            var typed = Expression.Convert(target, property.DeclaringType);
            if (property.GetMethod is { IsPublic: true })
            {
                Get = Expression.Lambda<Func<object, object>>(Expression.Convert(Expression.Property(typed, property), typeof(object)), target).Compile();
            }

            if (property.SetMethod is { IsPublic: true })
            {
                var value = Expression.Parameter(typeof(object));
                Set = Expression.Lambda<Action<object, object>>(
                    Expression.Assign(Expression.Property(typed, property), Expression.Convert(value, property.PropertyType)), target, value).Compile();
            }
        }

        public string Name { get; }

        public Func<object, object> Get { get; }

        public Action<object, object> Set { get; }

        /// <summary>The property's type for a stored value: the wire knows fewer types than C#.</summary>
        public object Convert(object value) => value switch
        {
            DateTimeOffset instant when type == typeof(DateTime) => instant.UtcDateTime,
            byte[] bytes when type == typeof(BinaryData) => new BinaryData(bytes),
            int number when type == typeof(double) => (double)number,
            int number when type == typeof(long) => (long)number,
            string text when type.IsEnum => Enum.Parse(type, text),
            string text when type == typeof(ETag) => new ETag(text),
            _ => value,
        };
    }
}
