"""The rating scales a newsroom starts with, in the languages the pages speak.

They hold as long as the newsroom keeps our wording: what it writes itself, it translates itself.
"""

# By language: our English label, then label and explanation.
RATINGS: dict[str, dict[str, tuple[str, str]]] = {
    "de": {
        "True": ("Wahr", "Die Belege stützen die Aussage so, wie sie gemacht wurde."),
        "Mostly true": ("Größtenteils wahr", "Im Kern richtig; eine Einzelheit ist falsch oder fehlt."),
        "Half true": ("Halb wahr", "Zum einen Teil richtig, zum anderen falsch."),
        "Misleading": (
            "Irreführend",
            "Das Gesagte ist zum Teil geschehen, aber der Eindruck, den es erweckt, ist falsch.",
        ),
        "False": ("Falsch", "Die Belege widersprechen der Aussage."),
        "Unproven": ("Unbelegt", "Die gesuchten Belege fanden sich weder für das eine noch für das andere."),
        "Came true": ("Eingetroffen", "Das Vorhergesagte geschah innerhalb der genannten Zeit."),
        "Came true in part": ("Teilweise eingetroffen", "Ein Teil des Vorhergesagten geschah."),
        "Did not come true": ("Nicht eingetroffen", "Die Zeit ist vorüber, und es ist nicht geschehen."),
        "Cannot be told": ("Nicht zu entscheiden", "Was geschah, entscheidet es nicht."),
        "Kept": ("Gehalten", "Das Versprochene wurde rechtzeitig getan."),
        "Kept late": ("Verspätet gehalten", "Das Versprochene wurde nach der genannten Zeit getan."),
        "Compromise": ("Kompromiss", "Ein Teil des Versprochenen wurde getan."),
        "Broken": ("Gebrochen", "Das Versprochene wurde nicht getan."),
        "Authentic": ("Authentisch", "Es zeigt, was es zeigen soll, am genannten Ort und zur genannten Zeit."),
        "Out of context": (
            "Aus dem Zusammenhang gerissen",
            "Echt, aber von einem anderen Ort, einer anderen Zeit oder einem anderen Ereignis.",
        ),
        "Edited": ("Bearbeitet", "So verändert, dass es etwas anderes zeigt."),
        "Fabricated": ("Erfunden", "Hergestellt, nicht aufgenommen."),
        "Origin unknown": ("Herkunft unbekannt", "Wo oder wann es entstand, ließ sich nicht herausfinden."),
    },
    "ru": {
        "True": ("Правда", "Доказательства подтверждают утверждение в том виде, в каком оно прозвучало."),
        "Mostly true": ("В основном правда", "В главном верно; одна деталь неверна или упущена."),
        "Half true": ("Полуправда", "В одной части верно, в другой неверно."),
        "Misleading": (
            "Вводит в заблуждение",
            "Сказанное отчасти произошло, но впечатление, которое оно создаёт, ложно.",
        ),
        "False": ("Неправда", "Доказательства противоречат утверждению."),
        "Unproven": ("Не доказано", "Искомых доказательств не нашлось ни в ту, ни в другую пользу."),
        "Came true": ("Сбылось", "Предсказанное произошло в названный срок."),
        "Came true in part": ("Сбылось отчасти", "Часть предсказанного произошла."),
        "Did not come true": ("Не сбылось", "Срок прошёл, а этого не произошло."),
        "Cannot be told": ("Нельзя определить", "То, что произошло, не даёт ответа."),
        "Kept": ("Выполнено", "Обещанное сделано в срок."),
        "Kept late": ("Выполнено с опозданием", "Обещанное сделано после срока."),
        "Compromise": ("Компромисс", "Сделана часть обещанного."),
        "Broken": ("Нарушено", "Обещанное не сделано."),
        "Authentic": ("Подлинное", "Показывает именно то, что заявлено, в том самом месте и в то самое время."),
        "Out of context": ("Вне контекста", "Подлинное, но из другого места, времени или события."),
        "Edited": ("Изменено", "Переделано так, что показывает другое."),
        "Fabricated": ("Сфабриковано", "Изготовлено, а не снято."),
        "Origin unknown": ("Происхождение неизвестно", "Где или когда это сделано, выяснить не удалось."),
    },
    "uk": {
        "True": ("Правда", "Докази підтверджують твердження в тому вигляді, у якому воно прозвучало."),
        "Mostly true": ("Переважно правда", "У головному правильно; одна деталь хибна або пропущена."),
        "Half true": ("Напівправда", "В одній частині правильно, в іншій хибно."),
        "Misleading": (
            "Вводить в оману",
            "Сказане почасти сталося, але враження, яке воно створює, хибне.",
        ),
        "False": ("Неправда", "Докази суперечать твердженню."),
        "Unproven": ("Не доведено", "Шуканих доказів не знайшлося ні на користь, ні проти."),
        "Came true": ("Справдилося", "Передбачене сталося у названий строк."),
        "Came true in part": ("Справдилося частково", "Частина передбаченого сталася."),
        "Did not come true": ("Не справдилося", "Строк минув, а цього не сталося."),
        "Cannot be told": ("Неможливо визначити", "Те, що сталося, не дає відповіді."),
        "Kept": ("Виконано", "Обіцяне зроблено вчасно."),
        "Kept late": ("Виконано із запізненням", "Обіцяне зроблено після строку."),
        "Compromise": ("Компроміс", "Зроблено частину обіцяного."),
        "Broken": ("Порушено", "Обіцяного не зроблено."),
        "Authentic": ("Справжнє", "Показує саме те, що заявлено, у тому самому місці й у той самий час."),
        "Out of context": ("Поза контекстом", "Справжнє, але з іншого місця, часу чи події."),
        "Edited": ("Змінено", "Перероблено так, що показує інше."),
        "Fabricated": ("Сфабриковано", "Виготовлено, а не знято."),
        "Origin unknown": ("Походження невідоме", "Де або коли це зроблено, з’ясувати не вдалося."),
    },
}
SCALES: dict[str, dict[str, str]] = {
    "de": {
        "Statements": "Aussagen",
        "Predictions": "Vorhersagen",
        "Promises": "Versprechen",
        "Pictures and recordings": "Bilder und Aufnahmen",
    },
    "ru": {
        "Statements": "Утверждения",
        "Predictions": "Предсказания",
        "Promises": "Обещания",
        "Pictures and recordings": "Снимки и записи",
    },
    "uk": {
        "Statements": "Твердження",
        "Predictions": "Передбачення",
        "Promises": "Обіцянки",
        "Pictures and recordings": "Знімки й записи",
    },
}
